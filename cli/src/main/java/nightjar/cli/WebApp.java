package nightjar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.http.HttpEvent;
import nightjar.base.http.ServerKey;
import nightjar.base.http.ServerKeys;
import nightjar.recorder.Recorder;
import nightjar.recorder.api.RecorderSite;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.config.WebConfig;
import nightjar.recorder.wayback.WayBack;

/// Serves a recorder's web app and says where. Owned by the command's thread.
final class WebApp {
  /// Beside the cameras' folders; hidden, so that no camera can be called that.
  static final String FOLDER = ".nightjar";

  private static final String KEY = "https.pem";

  private final Environment environment;

  WebApp(Environment environment) {
    this.environment = environment;
  }

  /// Starts serving, prints the addresses, and the one-time link while nobody is administrator.
  RecorderSite start(Recorder recorder, RecorderConfig config, Path data) {
    Path folder = folder(data);
    WebConfig web = config.web();
    Optional<ServerKey> key = web.https().map(_ -> key(web, folder));
    RecorderSite site =
        RecorderSite.start(
            recorder,
            config,
            folder,
            new RecorderSite.Doors(web.http(), web.https(), key),
            environment.clock(),
            environment.log());
    tell(site, web);
    return site;
  }

  /// The way back in after a lost password, for as long as the recorder runs.
  WayBack wayBack(Path data, RecorderSite site, Recorder recorder) {
    return WayBack.start(
        data.resolve(FOLDER),
        site.accounts(),
        recorder,
        VersionCommand.software(),
        environment.clock(),
        environment.log());
  }

  /// The owner's certificate; when it cannot be used, words and our own, so that the recorder can still be reached.
  private ServerKey key(WebConfig web, Path folder) {
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

  private void tell(RecorderSite site, WebConfig web) {
    Terminal terminal = environment.terminal();
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

  private static Path folder(Path data) {
    Path folder = data.resolve(FOLDER);
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(
            folder,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
      return folder;
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          "the folder " + folder + " cannot be made: " + e.getMessage(),
          "Check that the disk is mounted and that you may write there.",
          e);
    }
  }
}
