package nightjar.cli.kiosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A pipe with a name stands for the input device: the same bytes, the same end when the device is pulled out.
class FrontButtonTest {
  private static final int KEY = 148;

  @Test
  void onePressIsHeardOnceAlsoAfterTheDeviceWentAwayAndCameBack(@TempDir Path folder)
      throws Exception {
    Path device = folder.resolve("event3");
    pipe(device);
    var pressed = new LinkedBlockingQueue<String>();
    var log = new LinkedBlockingQueue<String>();
    var stop = new Stop();
    FrontButton button = FrontButton.of(device + ":" + KEY, () -> pressed.add("press"));
    Thread.ofPlatform()
        .daemon()
        .start(() -> button.watch(new SystemClock(), stop, (event, _, _) -> log.add(event.name())));
    try (OutputStream out = Files.newOutputStream(device)) {
      out.write(event(4, 4, KEY));
      out.write(event(1, KEY, 0));
      out.write(event(1, KEY + 1, 1));
      byte[] press = event(1, KEY, 1);
      out.write(press, 0, 7);
      out.flush();
      out.write(press, 7, press.length - 7);
      out.write(event(1, KEY, 2));
      assertThat(pressed.poll(60, TimeUnit.SECONDS)).isEqualTo("press");
      Files.delete(device);
    }
    assertThat(log.poll(60, TimeUnit.SECONDS)).isEqualTo("BUTTON_GONE");
    pipe(device);
    try (OutputStream out = Files.newOutputStream(device)) {
      out.write(event(1, KEY, 1));
    }
    assertThat(pressed.poll(60, TimeUnit.SECONDS)).isEqualTo("press");
    assertThat(pressed).isEmpty();
    stop.request();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "event3:148", "/dev/input/event3", "/dev/input/event3:9999", "/x:y"})
  void anythingElseIsNoButton(String spec) {
    assertThatThrownBy(() -> FrontButton.of(spec, () -> {})).isInstanceOf(Fault.class);
  }

  private static byte[] event(int type, int code, int value) {
    return ByteBuffer.allocate(FrontButton.EVENT)
        .order(ByteOrder.nativeOrder())
        .putLong(1_763_800_000)
        .putLong(42)
        .putShort((short) type)
        .putShort((short) code)
        .putInt(value)
        .array();
  }

  private static void pipe(Path path) throws IOException, InterruptedException {
    Process made = new ProcessBuilder("mkfifo", path.toString()).start();
    assertThat(made.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(made.exitValue()).isZero();
  }
}
