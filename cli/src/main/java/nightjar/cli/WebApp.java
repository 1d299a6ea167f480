package nightjar.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.http.HttpEvent;
import nightjar.base.http.ServerKey;
import nightjar.base.http.ServerKeys;
import nightjar.recorder.Recorder;
import nightjar.recorder.api.RecorderSite;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.config.WebConfig;
import nightjar.recorder.wayback.WayBack;

/// What people reach of a recorder: its web app, and the way back in after a lost password. Owned by the command's thread.
final class WebApp implements AutoCloseable {
  /// Beside the cameras' folders; hidden, so that no camera can be called that.
  static final String FOLDER = ".nightjar";

  private static final String KEY = "https.pem";

  private final RecorderSite site;
  private final WayBack wayBack;

  private WebApp(RecorderSite site, WayBack wayBack) {
    this.site = site;
    this.wayBack = wayBack;
  }

  /// Starts serving, prints the addresses, and the one-time link while nobody is administrator.
  static WebApp open(Environment environment, Recorder recorder, RecorderConfig config, Path data) {
    Path folder = data.resolve(FOLDER);
    PrivateFile.makeFolder(folder);
    WebConfig web = config.web();
    Optional<ServerKey> key = web.https().map(_ -> key(environment, web, folder));
    RecorderSite site =
        RecorderSite.start(
            recorder,
            config,
            folder,
            new RecorderSite.Doors(web.http(), web.https(), key),
            environment.clock(),
            environment.log());
    tell(environment.terminal(), site, web);
    try {
      WayBack wayBack =
          WayBack.start(
              folder,
              site.accounts(),
              recorder,
              VersionCommand.software(),
              environment.clock(),
              environment.log());
      return new WebApp(site, wayBack);
    } catch (Fault fault) {
      site.close();
      throw fault;
    }
  }

  @Override
  public void close() {
    wayBack.close();
    site.close();
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
