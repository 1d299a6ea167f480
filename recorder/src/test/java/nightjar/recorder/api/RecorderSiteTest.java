package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.api.AbstractStringAssert;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The way of a person's first minute: set up, sign in, see the cameras, watch one, look back.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecorderSiteTest {
  private RecorderSiteFixture nightjar;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  @Test
  void setupIsDoneOnce() throws Exception {
    assertThat(nightjar.get("/api/v1/setup").body()).isEqualTo("{\"needed\":false}");
    assertThat(nightjar.site.setupToken()).isEmpty();
    assertThat(nightjar.get("/api/v1/me").body()).contains("\"role\":\"administrator\"");
  }

  @Test
  void camerasAreListedWithTheirState() throws Exception {
    nightjar.awaitFootage("door", 500_000);
    assertThat(nightjar.get("/api/v1/cameras").body())
        .contains("\"id\":\"door\"")
        .contains("\"state\":\"playing\"")
        .contains("video/mp4; codecs=\\\"avc1.");
  }

  @Test
  void timelineSaysWhatIsRecorded() throws Exception {
    nightjar.awaitFootage("yard", 500_000);
    long now = nightjar.clock.wallMicros();
    var answer =
        nightjar.get(
            "/api/v1/timeline?from=" + (now - 60_000_000) + "&to=" + now + "&cameras=yard");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"camera\":\"yard\"").contains("\"recorded\":[[");
  }

  @Test
  void livePicturesBeginWithTheirCodecsAndAnInitSegment() throws Exception {
    nightjar.awaitFootage("door", 500_000);
    var messages = new LinkedBlockingQueue<Object>();
    WebSocket socket = live("door", messages);
    try {
      // Sound may be known a moment after pictures: then there are two beginnings. A beat comes
      // whenever a second is over.
      await(messages, each -> each instanceof String text && text.contains("mp4a.40.2"))
          .contains("\"type\":\"init\"")
          .contains("avc1.")
          .contains("\"width\":640");
      await(messages, each -> each instanceof byte[] bytes && boxType(bytes).equals("ftyp"));
      await(messages, each -> each instanceof byte[] bytes && boxType(bytes).equals("moof"));
    } finally {
      socket
          .abort(); // or the client would wait for it at the end, and nobody would hear what failed
    }
  }

  /// Each would otherwise keep one of the places for viewers until the program ends.
  @Test
  void whoAsksForLivePicturesWithoutAWebSocketTakesNoPlace() throws Exception {
    for (int i = 0; i < 600; i++) {
      assertThat(nightjar.get("/api/v1/cameras/door/live?stream=main").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void namesAreOneLineThatTurnsNothingAround() throws Exception {
    for (String name : List.of("a\\r\\nb", "\\u202eb", "a\\u2028b", "\\u0007", " ")) {
      assertThat(
              nightjar
                  .post(
                      "/api/v1/cameras",
                      "{\"name\":\"" + name + "\",\"address\":\"rtsp://127.0.0.1:9/a\"}")
                  .body())
          .as(name)
          .contains("\"fields\":{\"name\":");
    }
  }

  @Test
  void webSocketFromAnotherSiteIsRefused() {
    assertThat(
            org.assertj.core.api.Assertions.catchThrowable(() ->
                nightjar
                    .client
                    .newWebSocketBuilder()
                    .header("Cookie", nightjar.cookie)
                    .header("Origin", "https://elsewhere.example")
                    .buildAsync(uri("door"), new WebSocket.Listener() {})
                    .join()))
        .hasRootCauseMessage("Unexpected HTTP response status code 403");
  }

  private WebSocket live(String camera, LinkedBlockingQueue<Object> messages) {
    return nightjar
        .client
        .newWebSocketBuilder()
        .header("Cookie", nightjar.cookie)
        .header("Origin", nightjar.base.toString())
        .buildAsync(uri(camera), new Collector(messages))
        .join();
  }

  private URI uri(String camera) {
    return URI.create(
        nightjar.base.toString().replace("http", "ws") + "/api/v1/cameras/" + camera + "/live");
  }

  /// The next message that is as it should be.
  private static AbstractStringAssert<?> await(
      LinkedBlockingQueue<Object> messages, Predicate<Object> wanted) throws Exception {
    Object next = messages.poll(60, TimeUnit.SECONDS);
    while (next != null && !wanted.test(next)) {
      next = messages.poll(60, TimeUnit.SECONDS);
    }
    assertThat(next).as("a message that did not come").isNotNull();
    return assertThat(String.valueOf(next));
  }

  private static String boxType(byte[] bytes) {
    return new String(bytes, 4, 4, java.nio.charset.StandardCharsets.US_ASCII);
  }

  /// Puts whole messages into a queue.
  private static final class Collector implements WebSocket.Listener {
    private final LinkedBlockingQueue<Object> messages;
    private final java.io.ByteArrayOutputStream binary = new java.io.ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();

    Collector(LinkedBlockingQueue<Object> messages) {
      this.messages = messages;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(text.toString());
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      binary.writeBytes(bytes);
      if (last) {
        messages.add(binary.toByteArray());
        binary.reset();
      }
      socket.request(1);
      return null;
    }
  }
}
