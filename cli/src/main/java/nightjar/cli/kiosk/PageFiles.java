package nightjar.cli.kiosk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import nightjar.base.Bytes;
import nightjar.recovery.qr.QrCode;

/// What the console's page may load: its own few files, packed beside this class, and QR codes. Safe for any thread because it
/// keeps nothing.
final class PageFiles {
  private static final Pattern FILE =
      Pattern.compile("/(?:assets/)?[A-Za-z0-9_-]{1,64}\\.(html|js|css|svg)");
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml");

  /// Longer than any link of the Info screen.
  private static final int LONGEST_QR = 1500;

  record Served(String type, Bytes bytes) {}

  /// Whether the console was built with its pages.
  boolean present() {
    return file("/index.html").isPresent();
  }

  /// `path` as it stands in the address, `/` for the page itself.
  Optional<Served> file(String path) {
    var name = FILE.matcher(path.equals("/") ? "/index.html" : path);
    if (!name.matches()) {
      return Optional.empty();
    }
    try (InputStream in = PageFiles.class.getResourceAsStream("/console" + name.group())) {
      return in == null
          ? Optional.empty()
          : Optional.of(
              new Served(TYPES.getOrDefault(name.group(1), ""), Bytes.of(in.readAllBytes())));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// `text` as a QR code.
  Optional<Served> qr(String text) {
    if (text.isEmpty() || text.length() > LONGEST_QR) {
      return Optional.empty();
    }
    String svg = QrCode.of(text, QrCode.Robustness.SCREEN).svg();
    return Optional.of(new Served("image/svg+xml", Bytes.of(svg.getBytes(StandardCharsets.UTF_8))));
  }
}
