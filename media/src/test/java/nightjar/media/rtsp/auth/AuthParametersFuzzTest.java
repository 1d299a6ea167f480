package nightjar.media.rtsp.auth;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import nightjar.media.testing.GoFuzzCorpus;
import org.junit.jupiter.api.Test;

class AuthParametersFuzzTest {
  private static final Credentials SOMEBODY = new Credentials("u", "p");

  /// A challenge is answered with a header that can be read again, or not at all.
  @FuzzTest(maxDuration = "60s")
  void challenge(byte[] input) {
    Authenticator auth = new Authenticator(Optional.of(SOMEBODY), false, new SplittableRandom(1));
    auth.challenged(List.of(new String(input, ISO_8859_1)));
    auth.authorization("DESCRIBE", "rtsp://cam/")
        .ifPresent(answer -> {
          List<AuthParameters> parsed = AuthParameters.parse(answer);
          assertThat(parsed).hasSize(1);
          if (parsed.getFirst().scheme().equals("digest")) {
            assertThat(parsed.getFirst().value("uri")).isEqualTo("rtsp://cam/");
          }
        });
  }

  @FuzzTest(maxDuration = "60s")
  void authorization(byte[] input) {
    AuthGuard guard =
        new AuthGuard(
            new AuthGuard.Policy("cam", List.of(DigestAlgorithm.MD5), true, true),
            SOMEBODY,
            new SplittableRandom(1));
    assertThat(guard.check(Optional.of(new String(input, ISO_8859_1)), "PLAY", "rtsp://cam/"))
        .isNotEqualTo(AuthGuard.Verdict.STALE);
  }

  @Test
  void otherProjectsFindingsDoNoHarm() {
    for (String folder : List.of("headers", "auth", "base")) {
      GoFuzzCorpus.find("rtsp/gortsplib/pkg/" + folder)
          .forEach(entry -> {
            challenge(entry.input());
            authorization(entry.input());
          });
    }
  }

  @Test
  void sloppyHeadersAreRead() {
    assertThat(AuthParameters.parse("Negotiate abc==, Digest realm=a;nonce= \"b\" opaque=, stale"))
        .containsExactly(
            new AuthParameters("negotiate", "abc==", Map.of()),
            new AuthParameters("digest", "", Map.of("realm", "a", "nonce", "b", "opaque", "")),
            new AuthParameters("stale", "", Map.of()));
    assertThat(AuthParameters.parse("Digest nonce=a\"b\\, realm=\"open\\").getFirst())
        .satisfies(p -> {
          assertThat(p.raw("nonce")).isEqualTo("a\\\"b\\\\");
          assertThat(p.value("nonce")).isEqualTo("a\"b\\");
          assertThat(p.raw("realm")).isEqualTo("open\\\\");
        });
    assertThat(AuthParameters.parse("Digest realm=\"a\\\"b\\c\", nonce=\"open").getFirst())
        .satisfies(p -> {
          assertThat(p.raw("realm")).isEqualTo("a\\\"b\\c");
          assertThat(p.value("realm")).isEqualTo("a\"b\\c");
          assertThat(p.value("nonce")).isEqualTo("open");
        });
  }
}
