package nightjar.cli.kiosk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import nightjar.base.json.Json;
import nightjar.recovery.console.Answer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The one page of the console's browser. Whatever else appears in it (a tab, a window, a worker, its developer tools) is closed
/// before it runs; whatever the page loads is answered from here or refused.
/// Owned by the thread that reads the browser; [#tell] and [#answer] only write to it, which any thread may.
final class KioskPage implements DevTools.Listener {
  /// A name that by RFC 6761 nobody has; no request for it ever leaves the browser.
  static final String ORIGIN = "https://console.invalid";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src blob:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private static final String BINARY = "application/octet-stream";

  private final DevTools browser;
  private final PageFiles files;
  private final Optional<Pictures> pictures;
  private final String home;
  private final Consumer<PageMessage> asked;
  private final Json json = new Json();
  private final CompletableFuture<String> session = new CompletableFuture<>();
  private @Nullable String ours;

  /// Where our page's scripts run; 0 for not yet.
  private volatile int context;

  /// Without `pictures` its wall shows none.
  KioskPage(
      DevTools browser,
      PageFiles files,
      Optional<Pictures> pictures,
      Locale language,
      Consumer<PageMessage> asked) {
    this.browser = browser;
    String look = pictures.isPresent() ? "" : "&live=no";
    home = ORIGIN + "/?lang=" + language.getLanguage() + look;
    this.files = files;
    this.pictures = pictures;
    this.asked = asked;
  }

  void begin() {
    browser.send("", "Browser.setDownloadBehavior", Map.of("behavior", "deny"));
    browser.send(
        "",
        "Target.setAutoAttach",
        Map.of("autoAttach", true, "waitForDebuggerOnStart", true, "flatten", true));
  }

  /// The page's session; tests press its keys and move its mouse over it.
  CompletableFuture<String> session() {
    return session;
  }

  /// Calls a method of the page's one object, with values and never with code.
  void tell(String method, Object... values) {
    int where = context;
    if (where == 0) {
      return;
    }
    List<Object> arguments = new ArrayList<>();
    arguments.add(Map.of("value", method));
    for (Object value : values) {
      arguments.add(Map.of("value", value));
    }
    browser.send(
        session.getNow(""),
        "Runtime.callFunctionOn",
        Map.of(
            "executionContextId", where,
            "functionDeclaration",
                "(method, ...values) => globalThis.nightjarConsole?.[method](...values)",
            "arguments", arguments));
  }

  /// No answer is one too: nobody listens at the socket.
  void answer(int id, Optional<Answer> answer) {
    tell("answer", id, answer.map(json::writeLine).orElse(""));
  }

  @Override
  public void event(String method, String from, JsonNode params) {
    switch (method) {
      case "Target.attachedToTarget" -> attached(params);
      case "Fetch.requestPaused" -> paused(from, params);
      case "Runtime.executionContextCreated" -> context(params.path("context"));
      case "Runtime.executionContextDestroyed" -> ended(params.path("executionContextId").asInt(0));
      case "Runtime.executionContextsCleared" -> context = 0;
      case "Runtime.bindingCalled" -> called(params);
      case "Page.frameNavigated" -> navigated(from, params.path("frame").path("url").asString(""));
      default -> {}
    }
  }

  private void attached(JsonNode params) {
    JsonNode target = params.path("targetInfo");
    String fresh = params.path("sessionId").asString("");
    if (ours != null || !target.path("type").asString("").equals("page")) {
      browser.send(
          "", "Target.closeTarget", Map.of("targetId", target.path("targetId").asString("")));
      return;
    }
    ours = fresh;
    browser.send(fresh, "Fetch.enable", Map.of("patterns", List.of(Map.of("urlPattern", "*"))));
    browser.send(fresh, "Runtime.enable", Map.of());
    browser.send(fresh, "Page.enable", Map.of());
    browser.send(fresh, "Runtime.addBinding", Map.of("name", "nightjarAsk"));
    browser.send(
        fresh,
        "Target.setAutoAttach",
        Map.of("autoAttach", true, "waitForDebuggerOnStart", true, "flatten", true));
    browser.send(fresh, "Runtime.runIfWaitingForDebugger", Map.of());
    browser.send(fresh, "Page.navigate", Map.of("url", home));
    session.complete(fresh);
  }

  private void context(JsonNode made) {
    if (made.path("origin").asString("").equals(ORIGIN)
        && made.path("auxData").path("isDefault").asBoolean(false)) {
      context = made.path("id").asInt(0);
    }
  }

  private void ended(int gone) {
    if (gone == context) {
      context = 0;
    }
  }

  private void called(JsonNode params) {
    if (params.path("name").asString("").equals("nightjarAsk")
        && params.path("executionContextId").asInt(-1) == context) {
      PageMessage.read(params.path("payload").asString("")).ifPresent(asked);
    }
  }

  private void navigated(String from, String url) {
    if (!url.startsWith(ORIGIN + "/") && !url.equals("about:blank")) {
      browser.send(from, "Page.navigate", Map.of("url", home));
    }
  }

  private void paused(String from, JsonNode params) {
    String request = params.path("requestId").asString("");
    String url = params.path("request").path("url").asString("");
    boolean reads = params.path("request").path("method").asString("").equals("GET");
    if (!from.equals(ours) || !reads || !url.startsWith(ORIGIN + "/")) {
      refuse(from, request);
      return;
    }
    String rest = url.substring(ORIGIN.length());
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    if (path.equals("/live") && mark >= 0 && pictures.isPresent()) {
      pictures
          .get()
          .ask(
              Tile.read(query(rest.substring(mark + 1))),
              bytes -> serve(from, request, Optional.of(new PageFiles.Served(BINARY, bytes))));
    } else if (path.equals("/qr.svg") && mark >= 0) {
      serve(from, request, files.qr(query(rest.substring(mark + 1))));
    } else {
      serve(from, request, files.file(path));
    }
  }

  /// The whole query is the text; empty when it is not encoded as it should be.
  private static String query(String encoded) {
    try {
      return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  private void refuse(String from, String request) {
    browser.send(
        from, "Fetch.failRequest", Map.of("requestId", request, "errorReason", "BlockedByClient"));
  }

  private void serve(String from, String request, Optional<PageFiles.Served> found) {
    if (found.isEmpty()) {
      refuse(from, request);
      return;
    }
    browser.send(
        from,
        "Fetch.fulfillRequest",
        Map.of(
            "requestId",
            request,
            "responseCode",
            200,
            "responseHeaders",
            List.of(
                header("Content-Type", found.get().type()),
                header("Content-Security-Policy", POLICY),
                header("X-Content-Type-Options", "nosniff"),
                header("Cache-Control", "no-store"),
                header("Referrer-Policy", "no-referrer")),
            "body",
            Base64.getEncoder().encodeToString(found.get().bytes().toArray())));
  }

  private static Map<String, String> header(String name, String value) {
    return Map.of("name", name, "value", value);
  }
}
