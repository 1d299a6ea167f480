package nightjar.cli.kiosk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;

/// One key of a Linux input device, such as the button on a recorder's front. A device that goes away is waited for.
///
/// What the kernel hands out is `struct input_event` of a 64-bit machine, in its own byte order:
/// ```
/// offset  size  field
///      0     8  seconds
///      8     8  microseconds
///     16     2  type, 1 for a key
///     18     2  code, such as 148 for KEY_PROG1
///     20     4  value: 1 pressed, 0 released, 2 held
/// ```
/// Owned by the thread in [#watch].
public final class FrontButton {
  static final int EVENT = 24;
  private static final int KEY = 1;
  private static final int PRESSED = 1;
  private static final int LARGEST_CODE = 0x2ff;
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Pattern FORM = Pattern.compile("(/.+):(\\d{1,3})");

  private final Path device;
  private final int code;
  private final Runnable pressed;

  private FrontButton(Path device, int code, Runnable pressed) {
    this.device = device;
    this.code = code;
    this.pressed = pressed;
  }

  /// `spec` is the device and the key's code, `/dev/input/by-path/platform-gpio-keys-event:148`.
  public static FrontButton of(String spec, Runnable pressed) {
    Matcher form = FORM.matcher(spec);
    if (!form.matches() || Integer.parseInt(form.group(2)) > LARGEST_CODE) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "not a button: " + spec,
          "Name the input device and the key's code, such as /dev/input/event3:148.");
    }
    return new FrontButton(Path.of(form.group(1)), Integer.parseInt(form.group(2)), pressed);
  }

  /// Until `stop`: opens the device, hears its key, and opens it again when it is gone. Each outage is one line of the log.
  public void watch(Clock clock, Stop stop, EventLog log) {
    boolean told = false;
    while (!stop.requested()) {
      try (InputStream in = Files.newInputStream(device)) {
        told = false;
        hear(in);
      } catch (IOException e) {
        if (!told) {
          told = true;
          log.log(KioskEvent.BUTTON_GONE, device.toString(), String.valueOf(e.getMessage()));
        }
      }
      if (clock.sleep(AGAIN, stop)) {
        return;
      }
    }
  }

  /// Reads to the end. A device that ends in the middle of an event pressed nothing.
  void hear(InputStream in) throws IOException {
    byte[] event = new byte[EVENT];
    while (in.readNBytes(event, 0, EVENT) == EVENT) {
      ByteBuffer fields = ByteBuffer.wrap(event).order(ByteOrder.nativeOrder());
      int type = Short.toUnsignedInt(fields.getShort(16));
      int key = Short.toUnsignedInt(fields.getShort(18));
      if (type == KEY && key == code && fields.getInt(20) == PRESSED) {
        pressed.run();
      }
    }
  }
}
