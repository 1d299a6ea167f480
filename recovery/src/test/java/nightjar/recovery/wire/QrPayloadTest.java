package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import org.junit.jupiter.api.Test;

class QrPayloadTest {
  private final KeyPair device = WireSamples.keys("Ed25519");
  private final Bytes publicKey = RawKeys.ED25519.raw(device.getPublic());
  private final Random random = new Random(7);

  private String write(QrBody body) {
    return QrPayload.write(body, message -> Crypto.sign(device.getPrivate(), message));
  }

  @Test
  void comesBackWithItsSignature() {
    for (int i = 0; i < 100; i++) {
      QrBody body = WireSamples.body(random);
      var read = QrPayload.read(write(body)).orElseThrow();
      assertThat(read.body()).isEqualTo(body);
      assertThat(read.isSignedBy(publicKey)).isTrue();
    }
  }

  @Test
  void isReadOutOfALink() {
    QrBody body = WireSamples.body(random);
    assertThat(QrPayload.read("https://portal.example/r#" + write(body)))
        .hasValueSatisfying(read -> assertThat(read.body()).isEqualTo(body));
  }

  @Test
  void anotherKeysSignatureIsNone() {
    var read = QrPayload.read(write(WireSamples.body(random))).orElseThrow();
    Bytes other = RawKeys.ED25519.raw(WireSamples.keys("Ed25519").getPublic());
    assertThat(read.isSignedBy(other)).isFalse();
  }

  @Test
  void everyChangedSymbolIsNoticed() {
    String text = write(WireSamples.body(random));
    for (int i = QrPayload.PREFIX.length(); i < text.length(); i++) {
      char other = text.charAt(i) == '7' ? '8' : '7';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(QrPayload.read(changed).filter(read -> read.isSignedBy(publicKey)))
          .as("symbol " + i)
          .isEmpty();
    }
  }

  @Test
  void everyTruncationIsRefused() {
    String text = write(WireSamples.body(random));
    for (int end = 0; end < text.length(); end++) {
      assertThat(QrPayload.read(text.substring(0, end)).filter(r -> r.isSignedBy(publicKey)))
          .isEmpty();
    }
  }

  @Test
  void fitsWhatAPhoneReadsFromAScreen() {
    assertThat(write(WireSamples.body(random))).hasSizeLessThan(300).matches("[A-Z0-9:]+");
  }
}
