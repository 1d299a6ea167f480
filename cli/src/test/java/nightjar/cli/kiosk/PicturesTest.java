package nightjar.cli.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nightjar.base.Bytes;
import nightjar.recorder.monitor.Wish;
import nightjar.recovery.socket.LineReader;
import nightjar.recovery.socket.PrivateSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the page is given of a recorder that sends what the test says.
class PicturesTest {
  private static final int MIB = 1 << 20;

  private record Heard(int tile, char kind, Bytes payload) {
    String text() {
      return new String(payload.toArray(), StandardCharsets.UTF_8);
    }
  }

  private final Path path;
  private final Pictures pictures;
  private final BlockingQueue<String> hungUp = new LinkedBlockingQueue<>();

  PicturesTest(@TempDir Path folder) {
    path = folder.resolve("run").resolve("monitor.sock");
    pictures = new Pictures(path);
  }

  @BeforeEach
  void run() {
    Thread.ofPlatform().daemon().start(pictures::run);
  }

  @AfterEach
  void close() {
    pictures.close();
  }

  @Test
  void whatComesOfEachTileHasItsNumberAndOneShownNoMoreIsHungUpOn() throws Exception {
    try (var recorder = PrivateSocket.start(path, 8, this::greet, (_, _, _) -> {})) {
      assertThat(recorder).isNotNull();
      List<Heard> heard = new ArrayList<>();
      while (heard.size() < 2) {
        heard.addAll(ask(tile(1, "door"), tile(2, "yard")));
      }
      assertThat(heard)
          .extracting(each -> each.tile() + " " + each.kind() + " " + each.text())
          .containsExactlyInAnyOrder("1 T door main", "2 T yard main");
      ask(tile(2, "yard"));
      assertThat(hungUp.poll(60, TimeUnit.SECONDS)).isEqualTo("door");
    }
  }

  /// Sixteen times what may wait: all of it comes, in order, and never much at once.
  @Test
  void aPageThatIsSlowMakesTheRecorderWaitAndLosesNothingHere() throws Exception {
    try (var recorder = PrivateSocket.start(path, 8, PicturesTest::flood, (_, _, _) -> {})) {
      assertThat(recorder).isNotNull();
      int next = 0;
      while (next < 64) {
        List<Heard> heard = ask(tile(1, "door"));
        assertThat(heard).hasSizeLessThanOrEqualTo(9);
        for (Heard each : heard) {
          assertThat(each.kind()).isEqualTo('B');
          assertThat(each.payload().size()).isEqualTo(MIB);
          assertThat(each.payload().at(0)).isEqualTo(next++);
        }
      }
      assertThat(next).isEqualTo(64);
    }
  }

  @Test
  void withoutARecorderThePageIsToldSoAndAsksAgain() throws Exception {
    assertThat(ask(tile(1, "door"))).extracting(Heard::text).containsExactly("{\"type\":\"end\"}");
    try (var recorder = PrivateSocket.start(path, 8, this::greet, (_, _, _) -> {})) {
      assertThat(recorder).isNotNull();
      assertThat(ask(tile(2, "door"))).extracting(Heard::text).containsExactly("door main");
    }
  }

  @Test
  void aLengthThatNoRecorderSendsEndsTheTile() throws Exception {
    PrivateSocket.Host liar = (_, out) -> out.write(new byte[] {'B', 127, 0, 0, 0, 1, 2, 3});
    try (var recorder = PrivateSocket.start(path, 8, liar, (_, _, _) -> {})) {
      assertThat(recorder).isNotNull();
      assertThat(ask(tile(1, "door")))
          .extracting(Heard::text)
          .containsExactly("{\"type\":\"end\"}");
    }
  }

  private void greet(InputStream in, OutputStream out) throws IOException {
    String line = new LineReader(in).next().orElseThrow();
    String camera = line.contains("door") ? "door" : "yard";
    byte[] words =
        (camera + (line.contains("main") ? " main" : "")).getBytes(StandardCharsets.UTF_8);
    out.write(
        ByteBuffer.allocate(5 + words.length)
            .put((byte) 'T')
            .putInt(words.length)
            .put(words)
            .array());
    assertThat(in.read()).isEqualTo(-1);
    hungUp.add(camera);
  }

  private static void flood(InputStream in, OutputStream out) throws IOException {
    assertThat(new LineReader(in).next()).isPresent();
    for (int i = 0; i < 64; i++) {
      byte[] message = new byte[5 + MIB];
      ByteBuffer.wrap(message).put((byte) 'B').putInt(MIB).put((byte) i);
      out.write(message);
    }
    assertThat(in.read()).isEqualTo(-1);
  }

  private static Tile tile(int number, String camera) {
    return new Tile(number, new Wish(Wish.VERSION, camera, "main", false));
  }

  private List<Heard> ask(Tile... tiles) throws Exception {
    var answer = new CompletableFuture<Bytes>();
    pictures.ask(List.of(tiles), answer::complete);
    ByteBuffer body = answer.get(60, TimeUnit.SECONDS).buffer();
    List<Heard> heard = new ArrayList<>();
    while (body.hasRemaining()) {
      int tile = body.getInt();
      char kind = (char) body.get();
      byte[] payload = new byte[body.getInt()];
      body.get(payload);
      heard.add(new Heard(tile, kind, Bytes.of(payload)));
    }
    return heard;
  }
}
