package nightjar.cli.kiosk;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import tools.jackson.databind.JsonNode;

/// Chromium's debugging protocol over two pipes: JSON messages, each ended by a zero byte.
/// Safe for any thread because writing holds a lock and the map of open calls is concurrent; one thread calls [#run].
final class DevTools {
  /// What Chromium tells is small; what the page may ask of the console is smaller still.
  static final int LONGEST = 1 << 20;

  /// Told on the thread in [#run].
  interface Listener {
    void event(String method, String session, JsonNode params);
  }

  private final Json json = new Json();
  private final InputStream in;
  private final OutputStream out;
  private final ReentrantLock writing = new ReentrantLock();
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> open = new ConcurrentHashMap<>();
  private volatile boolean ended;

  DevTools(InputStream in, OutputStream out) {
    this.in = new BufferedInputStream(in);
    this.out = out;
  }

  /// The same for whom the answer tells nothing new: what fails, the page shows by not moving.
  void send(String session, String method, Map<String, ?> params) {
    write(ids.incrementAndGet(), session, method, params);
  }

  /// The answer's `result`; it completes with a [Fault] when the browser refuses or is gone. `session` is empty for the browser itself.
  CompletableFuture<JsonNode> call(String session, String method, Map<String, ?> params) {
    int id = ids.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    open.put(id, answer);
    if (!write(id, session, method, params) || ended) {
      answer.completeExceptionally(gone());
    }
    return answer;
  }

  private boolean write(int id, String session, String method, Map<String, ?> params) {
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("id", id);
    message.put("method", method);
    message.put("params", params);
    if (!session.isEmpty()) {
      message.put("sessionId", session);
    }
    byte[] text = json.writeLine(message).getBytes(StandardCharsets.UTF_8);
    writing.lock();
    try {
      out.write(text);
      out.write(0);
      out.flush();
      return true;
    } catch (IOException e) {
      return false;
    } finally {
      writing.unlock();
    }
  }

  /// Reads until the browser ends.
  void run(Listener listener) {
    try {
      for (Optional<String> text = next(); text.isPresent(); text = next()) {
        take(json.read(text.get(), JsonNode.class, "the browser's message"), listener);
      }
    } catch (IOException e) {
      // The pipe broke: the browser has ended.
    } finally {
      ended = true;
      open.values().forEach(each -> each.completeExceptionally(gone()));
    }
  }

  private void take(JsonNode message, Listener listener) {
    if (!message.has("id")) {
      listener.event(
          message.path("method").asString(""),
          message.path("sessionId").asString(""),
          message.path("params"));
      return;
    }
    CompletableFuture<JsonNode> answer = open.remove(message.path("id").asInt(0));
    if (answer == null) {
      return;
    }
    if (message.has("error")) {
      String why = message.path("error").path("message").asString("");
      answer.completeExceptionally(
          Fault.of(Fault.Kind.PROTOCOL, "the browser refuses: " + why, "Use a newer Chromium."));
    } else {
      answer.complete(message.path("result"));
    }
  }

  private Optional<String> next() throws IOException {
    var text = new ByteArrayOutputStream();
    for (int b = in.read(); b > 0; b = in.read()) {
      if (text.size() == LONGEST) {
        throw Fault.of(
            Fault.Kind.PROTOCOL,
            "the browser sent more than " + LONGEST + " bytes in one message",
            "The console starts another one.");
      }
      text.write(b);
    }
    return text.size() == 0 ? Optional.empty() : Optional.of(text.toString(StandardCharsets.UTF_8));
  }

  private static Fault gone() {
    return Fault.of(Fault.Kind.UNREACHABLE, "the browser has ended", "The console starts another.");
  }
}
