package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;

class UsedCodesTest {
  private final KeyPair device = WireSamples.keys("Ed25519");
  private final Bytes publicKey = RawKeys.ED25519.raw(device.getPublic());
  private final DeviceIdentity names = WireSamples.body(new Random(7)).device();
  private final Random random = new Random(8);

  @Test
  void comeBackSigned() {
    for (int count : new int[] {0, 1, UsedCodes.MOST}) {
      List<String> nonces =
          Stream.generate(() -> RequestCode.fresh(random).nonce()).limit(count).toList();
      UsedCodes.Unverified read = UsedCodes.read(write(nonces)).orElseThrow();
      assertThat(read.device()).isEqualTo(names);
      assertThat(read.nonces()).isEqualTo(nonces);
      assertThat(read.isSignedBy(publicKey)).isTrue();
    }
  }

  @Test
  void aClaimIsNoneAndNoChangedSymbolPasses() {
    String text = write(List.of(RequestCode.fresh(random).nonce()));
    String claim =
        Claim.write(
            names, LocalDate.of(2026, 11, 22), bytes -> Crypto.sign(device.getPrivate(), bytes));
    assertThat(UsedCodes.read(claim.replace(Claim.PREFIX, UsedCodes.PREFIX))).isEmpty();
    for (int i = UsedCodes.PREFIX.length(); i < text.length(); i++) {
      String changed =
          text.substring(0, i) + (text.charAt(i) == '7' ? '8' : '7') + text.substring(i + 1);
      assertThat(UsedCodes.read(changed).filter(read -> read.isSignedBy(publicKey)))
          .as("symbol " + i)
          .isEmpty();
    }
  }

  private String write(List<String> nonces) {
    return UsedCodes.write(names, nonces, bytes -> Crypto.sign(device.getPrivate(), bytes));
  }
}
