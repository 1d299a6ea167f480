package nightjar.store.crypt;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SplittableRandom;

class CipherHeaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anythingIsAHeaderOrNoneAndNeverOneOfAKeyItWasNotMadeWith(byte[] bytes) {
    FootageKey key = FootageKey.born(new SplittableRandom(1));
    CipherHeader header = CipherHeader.parse(ByteBuffer.wrap(bytes));
    if (header != null) {
      assertThat(header.keyId()).hasSize(32);
      assertThat(header.nonce().size()).isEqualTo(16);
      assertThat(header.madeWith(key)).isFalse();
    }
  }

  @FuzzTest(maxDuration = "60s")
  void anyKeyFileIsAKeyOrNone(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    Optional<FootageKey> key = FootageKey.ofHex(text);
    key.ifPresent(each -> assertThat(each.hex()).isEqualTo(text.strip()));
  }
}
