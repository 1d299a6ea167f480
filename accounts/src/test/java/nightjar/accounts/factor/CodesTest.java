package nightjar.accounts.factor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesTest {
  private final Totp totp = new Totp();

  /// RFC 6238 appendix B, SHA-1, the last six of the eight digits.
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void codesAreThoseOfTheRfc(long second, String code) {
    byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    Instant at = Instant.ofEpochSecond(second);
    assertThat(totp.code(secret, at)).isEqualTo(code);
    assertThat(totp.step(secret, code, at)).isEqualTo(OptionalLong.of(second / 30));
    assertThat(totp.step(secret, code.substring(0, 3) + " " + code.substring(3), at)).isPresent();
    assertThat(totp.step(secret, code, at.plusSeconds(30))).isEqualTo(OptionalLong.of(second / 30));
    assertThat(totp.step(secret, code, at.plusSeconds(90))).isEmpty();
  }

  /// RFC 4648 section 10.
  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void base32IsThatOfTheRfc(String text, String encoded) {
    assertThat(Base32.encode(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(encoded);
  }

  @Test
  void theLinkForTheAppNeedsNoGuessing() {
    byte[] secret = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);
    assertThat(Totp.uri(secret, "Épicerie & fils", "zoé"))
        .isEqualTo(
            "otpauth://totp/%C3%89picerie%20%26%20fils:zo%C3%A9"
                + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=%C3%89picerie%20%26%20fils");
  }

  @Test
  void aRecoveryCodeIsReadAsPeopleTypeIt() {
    RecoveryCode code = RecoveryCode.make(new SecureRandom());
    assertThat(code.text()).matches("([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}");
    String typed = code.text().toLowerCase(Locale.ROOT).replace('-', ' ').replace('0', 'o');
    assertThat(RecoveryCode.parse(typed)).contains(code);
    assertThat(RecoveryCode.parse(code.symbols() + "0")).isEmpty();
    assertThat(RecoveryCode.parse("U".repeat(24))).isEmpty();
    assertThat(code.toString()).isEqualTo("***");
  }
}
