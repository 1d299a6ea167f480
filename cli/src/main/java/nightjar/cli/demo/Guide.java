package nightjar.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import nightjar.base.Fault;
import nightjar.base.http.Exchange;
import nightjar.base.http.HttpLimits;
import nightjar.base.http.HttpServer;
import nightjar.base.http.Refusal;
import nightjar.base.http.Site;
import nightjar.base.http.SiteCheck;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;
import nightjar.cli.console.InfoPictureFile;
import nightjar.cli.sticker.Sticker;

/// The page that leads somebody through a lost password by hand: what comes next, the two pictures that a phone would take, the letters that
/// were sent, and a button that lets the waiting time pass. On loopback and for the demo only: it shows what only the owner may read.
/// Safe for any thread because all that it shows is asked for anew.
public final class Guide implements Site {
  /// The shortest waiting time is a quarter of an hour.
  private static final Duration LATER = Duration.ofMinutes(16);

  private static final int DOTS_PER_INCH = 300;
  private static final Pattern PLACE = Pattern.compile("\\$\\{([a-z]+)}");
  private static final Pattern LINK = Pattern.compile("https?://[^\\s<]+");

  private final LostPassword maker;
  private final Letterbox letters;
  private final String data;

  /// @param data the recorder's folder, for the commands to type
  Guide(LostPassword maker, String data) {
    this.maker = maker;
    this.data = data;
    letters = new Letterbox(maker.maker().resolve("portal").resolve("mail"));
  }

  /// Serves the page at any free port.
  public static HttpServer serve(LostPassword maker, String data, Clock clock, EventLog log) {
    return HttpServer.start(
        Optional.of(new HttpServer.Address("127.0.0.1", 0)),
        Optional.empty(),
        Optional.empty(),
        List.of(new Guide(maker, data)),
        HttpLimits.DEFAULT,
        clock,
        log);
  }

  @Override
  public boolean serve(Exchange exchange) throws IOException {
    Locale locale = locale(exchange);
    switch (exchange.method() + " " + exchange.path()) {
      case "GET /" -> page(exchange, locale);
      case "GET /guide.css" -> answer(exchange, "text/css", resource("guide.css"));
      case "GET /info.png" -> answer(exchange, "image/png", info(locale));
      case "GET /sticker.png" ->
          answer(exchange, "image/png", new Sticker(maker.identity()).png(DOTS_PER_INCH));
      case "GET /letters" -> exchange.set("Location", "/#letters").empty(303);
      case "POST /later" -> {
        SiteCheck.sameSite(exchange);
        maker.later(LATER);
        exchange.set("Location", "/#wait").empty(303);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /// Without a referrer at all a browser sends `Origin: null` with the form, which could be anybody's.
  private void page(Exchange exchange, Locale locale) throws IOException {
    exchange.set("Referrer-Policy", "same-origin");
    answer(exchange, "text/html; charset=utf-8", page(locale).getBytes(UTF_8));
  }

  private static void answer(Exchange exchange, String type, byte[] body) throws IOException {
    exchange.status(200).set("Content-Type", type).set("Cache-Control", "no-store");
    exchange.bytes(ByteBuffer.wrap(body));
  }

  private static Locale locale(Exchange exchange) {
    boolean french =
        exchange.locales().stream()
            .findFirst()
            .filter(l -> l.getLanguage().equals("fr"))
            .isPresent();
    return french ? Locale.FRENCH : Locale.ENGLISH;
  }

  private byte[] info(Locale locale) {
    try {
      return InfoPictureFile.png(maker.console(), locale);
    } catch (Fault e) {
      throw Refusal.notFound("The recorder’s Info screen");
    }
  }

  private String page(Locale locale) {
    Map<String, String> values =
        Map.of(
            "portal", escape(maker.address()),
            "claim", escape(maker.claim()),
            "desk", escape(maker.desk()),
            "maker", escape(maker.maker().toString()),
            "data", escape(data),
            "letters", letters.newest().stream().map(Guide::html).collect(Collectors.joining()));
    String template = new String(resource("guide." + locale.getLanguage() + ".html"), UTF_8);
    return PLACE
        .matcher(template)
        .replaceAll(found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), "")));
  }

  private static String html(Letterbox.Letter letter) {
    String text =
        LINK.matcher(escape(letter.text())).replaceAll("<a href=\"$0\" target=\"_blank\">$0</a>");
    return "<article><h3>%s</h3><p class=\"to\">%s</p><pre>%s</pre></article>"
        .formatted(escape(letter.subject()), escape(letter.to()), text);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static byte[] resource(String name) {
    try (InputStream in = Guide.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("built without " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + name, e);
    }
  }
}
