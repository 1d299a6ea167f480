package nightjar.accounts.password;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;

class PasswordHashFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void whatParsesIsWithinBoundsAndReadsBackTheSame(FuzzedDataProvider data) {
    PasswordHash.parse(data.consumeRemainingAsString())
        .ifPresent(hash -> {
          assertThat(hash.cost().kibibytes()).isLessThanOrEqualTo(262_144);
          assertThat(hash.hash().size()).isBetween(16, 64);
          assertThat(PasswordHash.parse(hash.text())).contains(hash);
        });
  }

  @FuzzTest(maxDuration = "60s")
  void aListOfLeakedPasswordsIsWholeOrRefused(byte[] bytes) {
    LeakedPasswords.parse(bytes).ifPresent(list -> list.has("lanterne"));
  }
}
