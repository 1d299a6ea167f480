package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.LocalDate;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;

class ClaimTest {
  private final KeyPair device = WireSamples.keys("Ed25519");
  private final Bytes publicKey = RawKeys.ED25519.raw(device.getPublic());
  private final DeviceIdentity names = WireSamples.body(new Random(7)).device();
  private final LocalDate day = LocalDate.of(2026, 11, 22);
  private final String text =
      Claim.write(names, day, message -> Crypto.sign(device.getPrivate(), message));

  @Test
  void comesBackSignedAlsoOutOfALink() {
    for (String written : new String[] {text, "https://portal.example/claim#" + text}) {
      Claim.Unverified read = Claim.read(written).orElseThrow();
      assertThat(read.device()).isEqualTo(names);
      assertThat(read.day()).isEqualTo(day);
      assertThat(read.isSignedBy(publicKey)).isTrue();
    }
  }

  @Test
  void anotherRecordersKeyDidNotSignIt() {
    Bytes other = RawKeys.ED25519.raw(WireSamples.keys("Ed25519").getPublic());
    assertThat(Claim.read(text).orElseThrow().isSignedBy(other)).isFalse();
  }

  /// The two are signed with the same key, so neither may ever pass for the other.
  @Test
  void aQrCodeIsNoClaim() {
    String payload =
        QrPayload.write(
            WireSamples.body(new Random(7)), message -> Crypto.sign(device.getPrivate(), message));
    assertThat(Claim.read(payload.replace(QrPayload.PREFIX, Claim.PREFIX))).isEmpty();
  }

  @Test
  void everyChangedSymbolAndEveryCutIsNoticed() {
    for (int i = Claim.PREFIX.length(); i < text.length(); i++) {
      char other = text.charAt(i) == '7' ? '8' : '7';
      String changed = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(Claim.read(changed).filter(read -> read.isSignedBy(publicKey)))
          .as("symbol " + i)
          .isEmpty();
      assertThat(Claim.read(text.substring(0, i)).filter(read -> read.isSignedBy(publicKey)))
          .as("cut at " + i)
          .isEmpty();
    }
  }
}
