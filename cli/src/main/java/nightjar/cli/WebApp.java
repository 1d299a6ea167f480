package nightjar.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.http.HttpEvent;
import nightjar.base.http.ServerKey;
import nightjar.base.http.ServerKeys;
import nightjar.base.log.KeptLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.recorder.Recorder;
import nightjar.recorder.api.RecorderSite;
import nightjar.recorder.api.SiteSettings;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.config.WebConfig;
import nightjar.recorder.wayback.WayBack;

/// What people reach of a recorder: its settings' cameras, its web app, and the way back in after a lost password. Each part starts when
/// the one before it runs; one that cannot is said once for each new reason and tried again, and costs the parts before it nothing:
/// recording depends on none of them. Safe for any thread because its methods are synchronized.
final class WebApp implements AutoCloseable {
  static final String FOLDER = Recorder.OWN;

  private static final String KEY = "https.pem";
  private static final Duration AGAIN = Duration.ofSeconds(10);

  private final Environment environment;
  private final KeptLog log;
  private final Recorder recorder;
  private final RecorderConfig config;
  private final Path folder;
  private final Clock console;
  private final Stop stop = new Stop();
  private final Part<SiteSettings> settings;
  private final Part<RecorderSite> site;
  private final Part<WayBack> wayBack;

  private WebApp(
      Environment environment,
      KeptLog log,
      Recorder recorder,
      RecorderConfig config,
      Path folder,
      Clock console) {
    this.environment = environment.with(log);
    this.log = log;
    this.recorder = recorder;
    this.config = config;
    this.folder = folder;
    this.console = console;
    settings = new Part<>(PartEvent.SETTINGS_UNAVAILABLE, this.environment, AGAIN);
    site = new Part<>(PartEvent.ACCOUNTS_UNAVAILABLE, this.environment, AGAIN);
    wayBack = new Part<>(PartEvent.WAY_BACK_UNAVAILABLE, this.environment, AGAIN);
  }

  /// Starts what can start, prints the addresses, and the one-time link while nobody is administrator; tries the rest again until
  /// it is closed.
  static WebApp open(
      Environment environment, KeptLog log, Recorder recorder, RecorderConfig config, Path data) {
    return open(environment, log, recorder, config, data, environment.clock());
  }

  /// What the recorder of `data` says from now on: kept beside its settings once those are there.
  static KeptLog log(Environment environment, Path data) {
    return new KeptLog(logFolder(data), environment.clock(), environment.log());
  }

  static Path logFolder(Path data) {
    return data.resolve(FOLDER).resolve("log");
  }

  /// With another clock at the console, for trying out the way back in.
  static WebApp open(
      Environment environment,
      KeptLog log,
      Recorder recorder,
      RecorderConfig config,
      Path data,
      Clock console) {
    var app = new WebApp(environment, log, recorder, config, data.resolve(FOLDER), console);
    if (!app.start()) {
      Thread.ofVirtual()
          .name("web app")
          .start(() -> {
            while (!environment.clock().sleep(AGAIN, app.stop) && !app.start()) {}
          });
    }
    return app;
  }

  /// True when every part runs, or none shall.
  private synchronized boolean start() {
    if (stop.requested()) {
      return true;
    }
    Clock clock = environment.clock();
    return settings
        .start(() -> {
          PrivateFile.makeFolder(folder);
          log.begin();
          return SiteSettings.open(recorder, config, folder, clock, log);
        })
        .flatMap(chosen -> site.start(() -> serve(chosen)))
        .flatMap(served ->
            wayBack.start(() ->
                WayBack.start(
                    folder, served.accounts(), recorder, VersionCommand.software(), console, log)))
        .isPresent();
  }

  private RecorderSite serve(SiteSettings chosen) {
    WebConfig web = config.web();
    Optional<ServerKey> key = web.https().map(_ -> key(environment, web, folder));
    RecorderSite served =
        RecorderSite.start(
            recorder,
            chosen,
            folder,
            new RecorderSite.Doors(web.http(), web.https(), key, web.rtsp()),
            environment.clock(),
            log);
    tell(environment.terminal(), served, web);
    return served;
  }

  @Override
  public void close() {
    stop.request();
    end();
  }

  private synchronized void end() {
    wayBack.close();
    site.close();
    settings.close();
  }

  /// The owner's certificate; when it cannot be used, words and our own, so that the recorder can still be reached.
  private static ServerKey key(Environment environment, WebConfig web, Path folder) {
    if (web.certificate().isPresent() && web.key().isPresent()) {
      try {
        return ServerKeys.read(web.certificate().get(), web.key().get(), environment.clock());
      } catch (Fault fault) {
        environment.log().log(
            HttpEvent.CERTIFICATE_REFUSED,
            web.certificate().get().toString(),
            fault.getMessage() + "; our own serves instead. " + fault.advice());
      }
    }
    return ServerKeys.own(folder.resolve(KEY), environment.clock(), new SecureRandom());
  }

  private static void tell(Terminal terminal, RecorderSite site, WebConfig web) {
    Optional<String> http = site.httpPort().map(port -> "http://127.0.0.1:" + port);
    Optional<String> https =
        site.httpsPort()
            .map(port -> "https://" + host(web.https().orElseThrow().host()) + ":" + port);
    http.ifPresent(address -> terminal.error(terminal.say("web.address", address)));
    https.ifPresent(address -> terminal.error(terminal.say("web.address", address)));
    Optional<String> base = http.or(() -> https);
    if (base.isPresent()) {
      site.setupToken()
          .ifPresent(token ->
              terminal.error(terminal.say("web.setup", base.get() + "/setup#token=" + token)));
    }
  }

  /// `0.0.0.0` is everywhere; this machine's name is what another one can open.
  private static String host(String listen) {
    if (!listen.equals("0.0.0.0") && !listen.equals("::")) {
      return listen.contains(":") ? "[" + listen + "]" : listen;
    }
    try {
      return java.net.InetAddress.getLocalHost().getHostName();
    } catch (java.net.UnknownHostException e) {
      return "localhost";
    }
  }
}
