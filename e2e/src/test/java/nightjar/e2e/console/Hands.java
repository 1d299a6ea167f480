package nightjar.e2e.console;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.NotFoundException;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.ReaderException;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import nightjar.base.tasks.Stop;
import nightjar.base.time.SystemClock;
import nightjar.cli.kiosk.Kiosk;
import tools.jackson.databind.JsonNode;

/// A person before the monitor: a mouse, a keyboard and eyes. Owned by one test.
final class Hands {
  private static final int TRIES = 6000;

  private final Kiosk kiosk;
  private final SystemClock clock = new SystemClock();
  private final Stop never = new Stop();
  private int acts;

  Hands(Kiosk kiosk) {
    this.kiosk = kiosk;
  }

  /// Clicks, typed fields and pads since the last call.
  int acts() {
    int now = acts;
    acts = 0;
    return now;
  }

  /// One act: the button with exactly these words.
  void click(String words) {
    acts++;
    press(words);
  }

  /// One act: symbol by symbol on the pad.
  void pad(String code) {
    acts++;
    code.replace("-", "").chars().forEach(c -> press(Character.toString(c)));
  }

  /// One act: every character on the screen's keyboard.
  void screenKeyboard(String text) {
    acts++;
    boolean shifted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isUpperCase(c) != shifted && Character.isLetter(c)) {
        press("Shift");
        shifted = !shifted;
      }
      press(c == ' ' ? "Space" : Character.toString(c));
    }
  }

  /// One act: on a keyboard somebody plugged in.
  void keyboard(String text) {
    acts++;
    text.chars().forEach(c -> key(Character.toString(c), Character.toString(c)));
  }

  void key(String key, String text) {
    Map<String, Object> down = new LinkedHashMap<>(Map.of("type", "keyDown", "key", key));
    if (!text.isEmpty()) {
      down.put("text", text);
    }
    command("Input.dispatchKeyEvent", down);
    command("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  void rightClick(int x, int y) {
    acts++;
    mouse(x, y, "right");
  }

  /// Waits for the words anywhere on the page.
  void sees(String words) {
    until("document.body.innerText.includes(" + quoted(words) + ")");
  }

  boolean shows(String words) {
    return is("document.body.innerText.includes(" + quoted(words) + ")");
  }

  void until(String condition) {
    for (int i = 0; i < TRIES; i++) {
      if (is(condition)) {
        return;
      }
      clock.sleep(Duration.ofMillis(50), never);
    }
    throw new AssertionError(
        "never: " + condition + "; the page: " + value("document.body.innerText"));
  }

  String value(String expression) {
    JsonNode answer =
        command("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
    return answer.path("result").path("value").asString("");
  }

  boolean is(String condition) {
    JsonNode answer =
        command(
            "Runtime.evaluate",
            Map.of("expression", condition, "returnByValue", true, "awaitPromise", true));
    return answer.path("result").path("value").asBoolean(false);
  }

  /// What a phone reads from a picture of the screen.
  String readsQrCode() {
    return readsQrCodeOtherThan("");
  }

  /// Waits until the screen shows another one: its picture changes a moment after its address does.
  String readsQrCodeOtherThan(String seen) {
    for (int i = 0; i < TRIES; i++) {
      Optional<String> text = decode(picture());
      if (text.isPresent() && !text.get().equals(seen)) {
        return text.get();
      }
      clock.sleep(Duration.ofMillis(50), never);
    }
    throw new AssertionError("no new QR code on the screen");
  }

  BufferedImage picture() {
    JsonNode shot = command("Page.captureScreenshot", Map.of("format", "png"));
    byte[] png = Base64.getDecoder().decode(shot.path("data").asString(""));
    try {
      return ImageIO.read(new ByteArrayInputStream(png));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  JsonNode command(String method, Map<String, ?> params) {
    return kiosk.command(method, params).orTimeout(60, TimeUnit.SECONDS).join();
  }

  private void press(String words) {
    String button =
        "[...document.querySelectorAll('button')].find(b => !b.disabled && b.innerText.trim() === "
            + quoted(words)
            + ")";
    until(button + " !== undefined");
    String at =
        value(
            "(() => { const r = "
                + button
                + ".getBoundingClientRect(); return Math.round(r.x + r.width / 2) + ' ' +"
                + " Math.round(r.y + r.height / 2) })()");
    String[] place = at.split(" ", 2);
    mouse(Integer.parseInt(place[0]), Integer.parseInt(place[1]), "left");
  }

  private void mouse(int x, int y, String button) {
    command("Input.dispatchMouseEvent", Map.of("type", "mouseMoved", "x", x, "y", y));
    for (String type : new String[] {"mousePressed", "mouseReleased"}) {
      command(
          "Input.dispatchMouseEvent",
          Map.of("type", type, "x", x, "y", y, "button", button, "clickCount", 1));
    }
  }

  private static Optional<String> decode(BufferedImage image) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    var source = new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels);
    var hints = Map.of(DecodeHintType.TRY_HARDER, true);
    try {
      return Optional.of(
          new QRCodeReader()
              .decode(new BinaryBitmap(new HybridBinarizer(source)), hints)
              .getText());
    } catch (NotFoundException e) {
      return Optional.empty();
    } catch (ReaderException e) {
      return Optional.empty();
    }
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
