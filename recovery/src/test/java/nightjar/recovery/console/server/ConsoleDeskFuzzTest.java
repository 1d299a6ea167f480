package nightjar.recovery.console.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.ZoneOffset;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recovery.console.Answer;
import nightjar.recovery.device.World;
import nightjar.recovery.socket.LineReader;

class ConsoleDeskFuzzTest {
  private final World world = new World();
  private final ConsoleDesk desk =
      new ConsoleDesk(
          world.device,
          new ConsoleServer.Facts("0", "P", ZoneOffset.UTC, () -> new ConsoleServer.Cameras(0, 0)),
          world.clock);

  /// Whatever comes over the socket, each line has one answer that the console can read, and no password changes.
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreAnsweredLineByLine(byte[] input) throws IOException {
    var in = new LineReader(new ByteArrayInputStream(input));
    try {
      for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
        new Json().read(desk.answer(line.get()), Answer.class, "answer");
      }
    } catch (Fault e) {
      assertThat(e.kind()).isEqualTo(Fault.Kind.PROTOCOL);
    }
    assertThat(world.administrators.changes()).isZero();
  }
}
