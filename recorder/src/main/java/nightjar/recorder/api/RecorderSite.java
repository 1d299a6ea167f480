package nightjar.recorder.api;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.secret.Vault;
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
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.live.LiveStreams;
import nightjar.recorder.settings.Documents;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.settings.SiteEntry;

/// A recorder that people can reach: its API, its pages, and whatever those change.
/// Safe for any thread because it only starts and stops.
public final class RecorderSite implements AutoCloseable {
  private static final Work USUAL = new Work("requests", 64);
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final Wiring nightjar;
  private final HttpServer server;
  private final Stop stop;

  private RecorderSite(Wiring nightjar, HttpServer server, Stop stop) {
    this.nightjar = nightjar;
    this.server = server;
    this.stop = stop;
  }

  /// Where to listen; HTTPS needs a key.
  public record Doors(
      Optional<HttpServer.Address> http,
      Optional<HttpServer.Address> https,
      Optional<ServerKey> key) {}

  /// Opens accounts and settings in `folder` and serves `recorder`; cameras of the settings begin to record.
  public static RecorderSite start(
      Recorder recorder,
      RecorderConfig config,
      Path folder,
      Doors doors,
      Clock clock,
      EventLog log) {
    var random = new SecureRandom();
    var vault = Vault.open(folder.resolve(Vault.NAME), random);
    Documents documents = Documents.open(folder.resolve(Documents.NAME));
    var settings = new Settings(documents, vault);
    Accounts accounts =
        Accounts.open(folder, AccountsConfig.of(() -> facts(settings.site())), clock, random);
    var book =
        new CameraBook(
            config.cameras(),
            settings,
            recorder.cameras(),
            () -> recorder.store().reader().streams());
    var nightjar =
        new Wiring(
            recorder,
            accounts,
            documents,
            settings,
            book,
            new LiveStreams(recorder.feeds()),
            new RecorderGate(accounts, book),
            clock,
            log);
    var schedule = new Schedule(nightjar);
    book.start(schedule::recordsNow);
    var api =
        new Api<>(
            "/api/v1",
            new Router<>(routes(nightjar)),
            nightjar.gate(),
            problems(),
            HttpLimits.DEFAULT);
    HttpServer server =
        HttpServer.start(
            doors.http(),
            doors.https(),
            doors.key(),
            List.of(api, new WebFiles("/web")),
            HttpLimits.DEFAULT,
            clock,
            log);
    var stop = new Stop();
    Thread.ofVirtual()
        .name("schedule")
        .start(() -> {
          while (!clock.sleep(LOOK, stop)) {
            schedule.look();
          }
        });
    return new RecorderSite(nightjar, server, stop);
  }

  /// Every route there is; the authorisation test calls each one.
  static List<Route<Visitor, ?, ?, ?>> routes(Wiring nightjar) {
    var routes = new RouteTable<Visitor>(USUAL);
    new SessionRoutes(nightjar).add(routes);
    new CameraRoutes(nightjar).add(routes);
    new LiveRoutes(nightjar).add(routes);
    new TimelineRoutes(nightjar).add(routes);
    new SystemRoutes(nightjar).add(routes);
    return routes.routes();
  }

  private static List<ProblemType> problems() {
    return List.of(SessionRoutes.WEAK_PASSWORD, SessionRoutes.WRONG_LOGIN);
  }

  private static SiteFacts facts(SiteEntry site) {
    return new SiteFacts(site.zoneId(), List.of(site.site()));
  }

  /// The one-time token that makes the first administrator, while there is none.
  public Optional<String> setupToken() {
    return nightjar.accounts().setup().offer();
  }

  public Optional<Integer> httpPort() {
    return server.httpPort();
  }

  public Optional<Integer> httpsPort() {
    return server.httpsPort();
  }

  @Override
  public void close() {
    stop.request();
    server.close();
    nightjar.accounts().close();
    nightjar.documents().close();
  }
}
