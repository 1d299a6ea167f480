package nightjar.accounts.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class TokenFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void onlyWhatReadsBackTheSameIsAToken(FuzzedDataProvider data) {
    TokenKind kind = data.pickValue(TokenKind.values());
    String text = data.consumeRemainingAsString();
    Token.parse(text, kind)
        .ifPresent(token -> {
          assertThat(token.text()).isEqualTo(text);
          assertThat(token.hash()).hasSize(43).isNotEqualTo(text);
          assertThat(token.toString()).doesNotContain(text.substring(4, 20));
        });
  }

  @Test
  void aMadeTokenIsOneOfItsKindOnly() {
    var random = new SecureRandom();
    for (TokenKind kind : TokenKind.values()) {
      Token token = Token.make(kind, random);
      assertThat(token.text()).matches("nj[a-z]_[A-Za-z0-9_-]{49}");
      for (TokenKind other : TokenKind.values()) {
        assertThat(Token.parse(token.text(), other).isPresent()).isEqualTo(kind == other);
      }
    }
  }
}
