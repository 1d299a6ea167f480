package nightjar.base.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The pages that are built into the program: files of the class path, and `index.html` for every address the page makes up itself.
/// Safe for any thread because what was read is kept in a concurrent map and never changes.
public final class WebFiles implements Site {
  /// What a build makes; anything else, such as `..`, is no file of ours.
  private static final Pattern NAME = Pattern.compile("(/[A-Za-z0-9_][A-Za-z0-9._-]*)+");

  /// Names that hold a hash of the content.
  private static final Pattern HASHED = Pattern.compile("/assets/.*-[A-Za-z0-9_-]{8}\\.[a-z0-9]+");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("txt", "text/plain; charset=utf-8"));

  private record Found(ByteBuffer bytes, String etag) {}

  private final String root;
  private final Map<String, Found> files = new ConcurrentHashMap<>();

  /// `root` begins with a slash and ends without one.
  public WebFiles(String root) {
    this.root = root;
  }

  @Override
  public boolean serve(Exchange exchange) throws IOException {
    String path = exchange.path();
    if (path.startsWith("/api/") || !(exchange.method().equals("GET") || exchange.isHead())) {
      return false;
    }
    // A page has no hidden folder: who asks for /.git/config is looking for what was left lying
    // about.
    boolean page = !path.contains("/.") && !path.substring(path.lastIndexOf('/')).contains(".");
    String file = page ? "/index.html" : path;
    String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    if (type == null || !NAME.matcher(file).matches()) {
      return false;
    }
    String accepted = exchange.header("Accept-Encoding").orElse("");
    for (Coding coding : Coding.values()) {
      Found found = accepted.contains(coding.name) ? find(file + coding.suffix) : null;
      if (found != null) {
        coding.name(exchange);
        send(exchange, found, type, file);
        return true;
      }
    }
    return false;
  }

  /// How a file may lie there already compressed, best first.
  private enum Coding {
    BROTLI("br", ".br"),
    GZIP("gzip", ".gz"),
    PLAIN("", "");

    private final String name;
    private final String suffix;

    Coding(String name, String suffix) {
      this.name = name;
      this.suffix = suffix;
    }

    private void name(Exchange exchange) {
      exchange.set("Vary", "Accept-Encoding");
      if (!name.isEmpty()) {
        exchange.set("Content-Encoding", name);
      }
    }
  }

  private static void send(Exchange exchange, Found found, String type, String file)
      throws IOException {
    String tag = '"' + found.etag() + '"';
    exchange
        .set("ETag", tag)
        .set("Content-Type", type)
        .set(
            "Cache-Control",
            HASHED.matcher(file).matches() ? "public, max-age=31536000, immutable" : "no-cache");
    if (exchange.header("If-None-Match").filter(tag::equals).isPresent()) {
      exchange.empty(304);
    } else {
      exchange.status(200).bytes(found.bytes().duplicate());
    }
  }

  private @Nullable Found find(String file) {
    return files.computeIfAbsent(file, this::read);
  }

  /// Null, which the map does not keep, when there is no such file: strangers may ask for any name.
  private @Nullable Found read(String file) {
    try (InputStream in = WebFiles.class.getResourceAsStream(root + file)) {
      if (in == null) {
        return null;
      }
      byte[] bytes = in.readAllBytes();
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return new Found(ByteBuffer.wrap(bytes), HexFormat.of().formatHex(hash, 0, 12));
    } catch (IOException | NoSuchAlgorithmException e) {
      return null;
    }
  }
}
