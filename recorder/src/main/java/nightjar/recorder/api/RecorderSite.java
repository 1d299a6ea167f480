package nightjar.recorder.api;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.SiteFacts;
import nightjar.base.Fault;
import nightjar.base.http.Api;
import nightjar.base.http.HttpLimits;
import nightjar.base.http.HttpServer;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Route;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Router;
import nightjar.base.http.ServerKey;
import nightjar.base.http.WebFiles;
import nightjar.base.http.Work;
import nightjar.base.log.EventLog;
import nightjar.base.log.KeptLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.recorder.Recorder;
import nightjar.recorder.evidence.EvidenceEvent;
import nightjar.recorder.evidence.Signer;
import nightjar.recorder.live.LiveStreams;
import nightjar.recorder.live.webrtc.WebRtc;
import nightjar.recorder.mask.Masks;
import nightjar.recorder.monitor.MonitorServer;
import nightjar.recorder.restream.Restream;
import nightjar.recorder.restream.RestreamEvent;
import nightjar.recorder.settings.SiteEntry;

/// A recorder that people can reach: its API, its pages, and whatever those change.
/// Safe for any thread because it only starts and stops.
public final class RecorderSite implements AutoCloseable {
  private static final Work USUAL = new Work("requests", 64);
  private static final Duration NOTICE = Duration.ofSeconds(1);

  private final Wiring nightjar;
  private final KeptServer server;
  private final MonitorServer monitor;
  private final Stop stop;
  private final List<Route<Visitor, ?, ?, ?>> routes;

  private RecorderSite(
      Wiring nightjar,
      KeptServer server,
      MonitorServer monitor,
      Stop stop,
      List<Route<Visitor, ?, ?, ?>> routes) {
    this.routes = routes;
    this.nightjar = nightjar;
    this.server = server;
    this.monitor = monitor;
    this.stop = stop;
  }

  /// Where to listen; HTTPS needs a key.
  public record Doors(
      Optional<HttpServer.Address> http,
      Optional<HttpServer.Address> https,
      Optional<ServerKey> key,
      Optional<HttpServer.Address> rtsp) {}

  /// Opens the accounts in `folder` and serves `recorder` and its `settings`.
  public static RecorderSite start(
      Recorder recorder,
      SiteSettings settings,
      Path folder,
      Doors doors,
      Clock clock,
      KeptLog log) {
    Accounts accounts =
        Accounts.open(
            folder,
            AccountsConfig.of(() -> facts(settings.settings().site())),
            clock,
            new SecureRandom());
    boolean good = false;
    try {
      // Before anybody can ask for a picture.
      var masks = new Masks(recorder.feeds(), clock);
      masks.set(settings.settings().masks());
      var nightjar =
          new Wiring(
              recorder,
              accounts,
              settings.documents(),
              settings.settings(),
              masks,
              settings.cameras(),
              new LiveStreams(recorder.feeds()),
              webRtc(doors, clock),
              doors.rtsp().flatMap(each -> restream(each, recorder, accounts, clock, log)),
              new RecorderGate(accounts, settings.cameras()),
              signer(folder, clock, log),
              new Rates(clock),
              folder,
              clock,
              log);
      RecorderSite site = serve(nightjar, doors);
      good = true;
      return site;
    } finally {
      if (!good) {
        accounts.close();
      }
    }
  }

  /// Footage that goes out unsigned is better than none that does.
  private static Optional<Signer> signer(Path folder, Clock clock, EventLog log) {
    try {
      return Optional.of(Signer.open(folder, SystemRoutes.version(), clock, new SecureRandom()));
    } catch (Fault fault) {
      log.log(
          EvidenceEvent.EVIDENCE_KEY_UNUSABLE,
          folder.toString(),
          fault.getMessage() + "; exports are not signed. " + fault.advice());
      return Optional.empty();
    }
  }

  private static RecorderSite serve(Wiring nightjar, Doors doors) {
    var stop = new Stop();
    List<Route<Visitor, ?, ?, ?>> routes = routes(nightjar, stop);
    var api =
        new Api<>("/api/v1", new Router<>(routes), nightjar.gate(), problems(), HttpLimits.DEFAULT);
    KeptServer server =
        KeptServer.of(
            () ->
                HttpServer.start(
                    doors.http(),
                    doors.https(),
                    doors.key(),
                    List.of(api, new MetricsSite(nightjar), new WebFiles("/web")),
                    HttpLimits.DEFAULT,
                    nightjar.clock(),
                    nightjar.log()),
            nightjar.clock(),
            nightjar.log(),
            stop);
    Thread.ofVirtual().name("accounts").start(() -> notice(nightjar, stop));
    Thread.ofVirtual().name("read ahead").start(new ReadAhead(nightjar, stop));
    MonitorServer monitor =
        MonitorServer.start(
            MonitorServer.socket(nightjar.folder()),
            nightjar.live(),
            nightjar.recorder().feeds(),
            () -> CameraViews.shown(nightjar),
            nightjar.clock(),
            nightjar.log());
    return new RecorderSite(nightjar, server, monitor, stop, routes);
  }

  /// What `nightjar user` takes away ends here within a second; how much each stream takes is seen too.
  private static void notice(Wiring nightjar, Stop stop) {
    while (!nightjar.clock().sleep(NOTICE, stop)) {
      nightjar.rates().look(nightjar.recorder().streams());
      try {
        nightjar.accounts().noticeOthers();
      } catch (Fault busy) {
        // It is asked again in a second.
      }
    }
  }

  /// Every route there is; the authorisation test calls each one.
  List<Route<Visitor, ?, ?, ?>> routes() {
    return routes;
  }

  private static List<Route<Visitor, ?, ?, ?>> routes(Wiring nightjar, Stop stop) {
    var routes = new RouteTable<Visitor>(USUAL);
    var sessions = new SessionRoutes(nightjar);
    sessions.add(routes);
    new MeRoutes(nightjar).add(routes);
    new StreamKeyRoutes(nightjar).add(routes);
    new PasskeyRoutes(nightjar, sessions).add(routes);
    new UserRoutes(nightjar, sessions).add(routes);
    new CameraRoutes(nightjar).add(routes);
    new MaskRoutes(nightjar).add(routes);
    new LiveRoutes(nightjar).add(routes);
    new WhepRoutes(nightjar).add(routes);
    new TimelineRoutes(nightjar).add(routes);
    var playback = new PlaybackRoutes(nightjar);
    playback.add(routes);
    new PictureRoutes(nightjar).add(routes);
    new EvidenceRoutes(nightjar).add(routes);
    var exports = new ExportJobs(nightjar);
    new ExportRoutes(nightjar, exports).add(routes);
    new ShareRoutes(nightjar, exports, playback).add(routes);
    new LayoutRoutes(nightjar).add(routes);
    new LedgerRoutes(nightjar).add(routes);
    new LogRoutes(nightjar).add(routes);
    new EventRoutes(nightjar, stop).add(routes);
    new SystemRoutes(nightjar).add(routes);
    var backups = new BackupRoutes(nightjar);
    backups.finish();
    // Who was removed by `nightjar user` while nothing ran.
    LayoutRoutes.forgetWhoIsGone(nightjar);
    backups.add(routes);
    new RecoveryRoutes(nightjar).add(routes);
    return routes.routes();
  }

  /// Other systems wait; everybody else does not.
  private static Optional<Restream> restream(
      HttpServer.Address at, Recorder recorder, Accounts accounts, Clock clock, EventLog log) {
    try {
      var keys = new RestreamKeys(accounts, clock);
      return Optional.of(
          Restream.start(at.host(), at.port(), recorder.feeds(), keys, clock, new SecureRandom()));
    } catch (Fault fault) {
      log.log(
          RestreamEvent.RTSP_NOT_SERVED,
          at.host() + ":" + at.port(),
          fault.getMessage() + ". " + fault.advice());
      return Optional.empty();
    }
  }

  /// UDP beside the TCP port of HTTPS; on loopback alone any free one.
  private static WebRtc webRtc(Doors doors, Clock clock) {
    return doors
        .https()
        .map(https -> new WebRtc(https.host(), https.port(), new SecureRandom(), clock))
        .orElseGet(() -> new WebRtc("127.0.0.1", 0, new SecureRandom(), clock));
  }

  private static List<ProblemType> problems() {
    return List.of(
        SessionRoutes.WEAK_PASSWORD,
        SessionRoutes.WRONG_LOGIN,
        Visitor.PASSWORD_CHANGED,
        Outcomes.STEP_UP,
        PasskeyRoutes.NEEDS_NAME,
        ShareRoutes.PASSWORD,
        MaskRoutes.MASKED,
        RecoveryRoutes.NOT_A_WITNESS,
        CameraRoutes.UNREACHABLE,
        CameraRoutes.REFUSED,
        CameraRoutes.LOGIN,
        CameraRoutes.PROTOCOL);
  }

  private static SiteFacts facts(SiteEntry site) {
    return new SiteFacts(site.zoneId(), List.of(site.site()));
  }

  /// The one-time token that makes the first administrator, while there is none.
  public Optional<String> setupToken() {
    return nightjar.accounts().setup().offer();
  }

  /// For what reaches the accounts from this machine's own console, and never from a network.
  public Accounts accounts() {
    return nightjar.accounts();
  }

  public Optional<Integer> httpPort() {
    return server.port(HttpServer::httpPort);
  }

  public Optional<Integer> httpsPort() {
    return server.port(HttpServer::httpsPort);
  }

  @Override
  public void close() {
    stop.request();
    monitor.close();
    server.close();
    nightjar.webRtc().close();
    nightjar.restream().ifPresent(Restream::close);
    nightjar.accounts().close();
  }
}
