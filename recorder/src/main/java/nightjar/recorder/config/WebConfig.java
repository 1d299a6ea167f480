package nightjar.recorder.config;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.http.HttpServer;

/// The `[web]` table: where the web app and the API are served.
///
/// @param http plain HTTP, on loopback only: whoever is on the machine already
/// @param https for everybody else
/// @param certificate PEM, the chain with our own first; absent for one that is made on the first start
/// @param key PEM, PKCS 8
/// @param rtsp where other systems fetch live streams with keys of their own; off when absent, because RTSP goes in the clear
public record WebConfig(
    Optional<HttpServer.Address> http,
    Optional<HttpServer.Address> https,
    Optional<Path> certificate,
    Optional<Path> key,
    Optional<HttpServer.Address> rtsp) {
  private static final Pattern ADDRESS = Pattern.compile("\\[?([0-9A-Fa-f.:]+?)]?:(\\d{1,5})");
  private static final String OFF = "off";

  public static WebConfig usual() {
    return new WebConfig(
        Optional.of(new HttpServer.Address("127.0.0.1", 8480)),
        Optional.of(new HttpServer.Address("0.0.0.0", 8443)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /// Loopback alone, as a demo has it.
  public static WebConfig loopback(int port) {
    return new WebConfig(
        Optional.of(new HttpServer.Address("127.0.0.1", port)),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new HttpServer.Address("127.0.0.1", 0)));
  }

  static WebConfig read(TomlSection section) {
    WebConfig usual = usual();
    Optional<HttpServer.Address> http =
        section.text("http").map(text -> address(section, "http", text)).orElse(usual.http());
    Optional<HttpServer.Address> https =
        section.text("https").map(text -> address(section, "https", text)).orElse(usual.https());
    Optional<Path> certificate = section.text("certificate").map(Path::of);
    Optional<Path> key = section.text("key").map(Path::of);
    Optional<HttpServer.Address> rtsp =
        section.text("rtsp").flatMap(text -> address(section, "rtsp", text));
    section.finish();
    if (http.isPresent() && !isLoopback(http.get().host())) {
      throw section.wrong(
          "http",
          "is not on loopback: passwords would cross the network in the clear",
          "Use https for other machines, and http = \"127.0.0.1:8480\" or \"off\".");
    }
    if (certificate.isPresent() != key.isPresent()) {
      throw section.wrong(
          certificate.isPresent() ? "key" : "certificate",
          "is missing",
          "A certificate of your own needs both its chain and its key, as PEM files.");
    }
    return new WebConfig(http, https, certificate, key, rtsp);
  }

  private static Optional<HttpServer.Address> address(
      TomlSection section, String name, String text) {
    if (text.equals(OFF)) {
      return Optional.empty();
    }
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      throw section.wrong(
          name,
          "is not an address and a port: " + text,
          "Write it like \"0.0.0.0:8443\" or \"off\".");
    }
    return Optional.of(
        new HttpServer.Address(matcher.group(1), Integer.parseInt(matcher.group(2))));
  }

  private static boolean isLoopback(String host) {
    return host.startsWith("127.") || host.equals("::1");
  }
}
