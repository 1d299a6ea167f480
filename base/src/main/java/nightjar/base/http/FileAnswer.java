package nightjar.base.http;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.Optional;

/// Something of known length served like a file: byte ranges, entity tag, `If-Range`, `If-None-Match`.
///
/// @param etag strong, without quotes
/// @param name under which a browser saves it; absent to show it
/// @param cache of `Cache-Control`
public record FileAnswer(
    String type, long length, String etag, Optional<String> name, String cache, Sender sender)
    implements Served {
  /// Sends bytes `from` up to but without `to`.
  @FunctionalInterface
  public interface Sender {
    void send(long from, long to, WritableByteChannel target) throws IOException;
  }

  @Override
  public void serve(Exchange exchange) throws IOException {
    String tag = '"' + etag + '"';
    exchange.set("ETag", tag).set("Accept-Ranges", "bytes").set("Cache-Control", cache);
    name.ifPresent(file -> exchange.set("Content-Disposition", disposition(file)));
    if (exchange.header("If-None-Match").filter(given -> matches(given, tag)).isPresent()) {
      exchange.empty(304);
      return;
    }
    boolean whole = exchange.header("If-Range").filter(given -> !given.equals(tag)).isPresent();
    Optional<ByteRange> range =
        whole ? Optional.empty() : exchange.header("Range").flatMap(this::range);
    long from = range.map(ByteRange::from).orElse(0L);
    long to = range.map(ByteRange::to).orElse(length);
    exchange
        .status(range.isPresent() ? 206 : 200)
        .set("Content-Type", type)
        .set("Content-Length", Long.toString(to - from));
    range.ifPresent(
        _ -> exchange.set("Content-Range", "bytes " + from + "-" + (to - 1) + "/" + length));
    if (exchange.isHead()) {
      exchange.empty(range.isPresent() ? 206 : 200);
      return;
    }
    try (WritableByteChannel out = exchange.stream()) {
      sender.send(from, to, out);
    }
  }

  private Optional<ByteRange> range(String header) {
    return ByteRange.of(header, length);
  }

  private static boolean matches(String given, String tag) {
    for (String each : given.split(",")) {
      String one = each.strip();
      if (one.equals("*") || one.equals(tag) || one.equals("W/" + tag)) {
        return true;
      }
    }
    return false;
  }

  /// Plain letters for old browsers, all of them for the rest (RFC 6266, 4.3). Nothing that could end the header gets in.
  private static String disposition(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9._ -]", "_");
    String full =
        java.net.URLEncoder.encode(name, java.nio.charset.StandardCharsets.UTF_8)
            .replace("+", "%20");
    return "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + full;
  }
}
