package nightjar.e2e.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import nightjar.cli.kiosk.Kiosk;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.wire.Crockford;
import nightjar.recovery.wire.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Somebody forgot the password and stands before the monitor with a mouse.
class ConsoleStoryTest {
  private static final String NEW = "nine loud windmills 5?";

  @Test
  void forgottenPasswordIsReplacedInSevenActsAndNoPortIsOpen(@TempDir Path folder)
      throws IOException {
    try (Box box = new Box(folder);
        Kiosk kiosk = box.kiosk(1366, 768)) {
      var hands = new Hands(kiosk);
      hands.sees("Recording 0 of 0 cameras.");
      hands.click("Main Menu");
      hands.click("Forgot password");
      hands.click("Start");
      hands.sees("Request code");
      assertThat(
              hands.value("[...document.querySelectorAll('dt')].map(d => d.innerText).join('|')"))
          .isEqualTo("Model Number|Device ID|Serial Number|Date|Request code");
      String request = hands.value("[...document.querySelectorAll('dd')].at(-1).innerText");
      assertThat(codeHeight(hands)).isBetween(768 * 0.40, 768 * 0.55);
      String first = hands.readsQrCode();
      String code =
          box.maker.answers(
              first,
              Tier.OWNER,
              Purpose.KEEP,
              () -> hands.readsQrCodeOtherThan(first)); // it moves on by itself
      hands.click("Enter temporary password");
      assertThat(hands.acts()).isEqualTo(4);

      slipsCostNothing(hands, request, code);

      hands.acts();
      hands.pad(code);
      hands.sees("New password of ada");
      hands.screenKeyboard("Nine 9");
      hands.sees("Too short.");
      hands.until("document.querySelector('button.primary').disabled");
      hands.value("document.querySelector('input').select()");
      hands.acts();
      hands.keyboard(NEW);
      hands.sees("strong");
      hands.click("Save settings");
      hands.sees("Password changed.");
      assertThat(hands.acts()).isEqualTo(2);
      assertThat(box.letsIn(NEW)).isTrue();
      assertThat(box.letsIn(Box.OLD)).isFalse();
      assertThat(box.accounts.sessions().caller(box.cookie, Box.WEB)).isEmpty();
      assertThat(Ports.listening(kiosk.pid())).isEmpty();
    }
  }

  /// Nobody claimed the recorder: its code, three days later, erases, and says so twice first.
  @Test
  void codeThatErasesSaysWhatIsLostAndAsksTwice(@TempDir Path folder) throws IOException {
    try (Box box = new Box(folder);
        Kiosk kiosk = box.kiosk(1366, 768)) {
      var hands = new Hands(kiosk);
      hands.click("Main Menu");
      hands.click("Forgot password");
      hands.click("Start");
      hands.sees("Request code");
      String first = hands.readsQrCode();
      String code =
          box.maker.answers(
              first, Tier.UNPROVEN, Purpose.ERASE, () -> hands.readsQrCodeOtherThan(first));
      hands.click("Enter temporary password");
      hands.pad(code);
      hands.sees("All footage will be erased");
      hands.click("Go on");
      hands.sees("for good?");
      hands.click("Yes, erase it");
      hands.sees("New password of ada");
      hands.keyboard(NEW);
      hands.sees("strong");
      hands.click("Save settings");
      hands.sees("What was recorded before is gone.");
      assertThat(box.letsIn(NEW)).isTrue();
    }
  }

  private static void slipsCostNothing(Hands hands, String request, String code) {
    hands.pad(request);
    hands.sees("That is the request code on this screen.");
    hands.click("Clear");
    char last = code.charAt(code.length() - 1);
    hands.pad(code.substring(0, code.length() - 1) + (last == '0' ? '1' : '0'));
    hands.sees("One symbol is mistyped.");
    hands.click("Clear");
    // What another recorder's owner got: well formed, and wrong here.
    String other = code.charAt(0) == '7' ? "8" : "7";
    String body = other + code.replace("-", "").substring(1, 15);
    hands.pad(body + Crockford.check(body));
    hands.sees("Not the right one. 4 tries left.");
    hands.click("Clear");
  }

  private static double codeHeight(Hands hands) {
    hands.until("document.querySelector('.qr')?.style.width.endsWith('px')");
    return Double.parseDouble(
        hands.value("String(document.querySelector('.qr').getBoundingClientRect().height)"));
  }
}
