package nightjar.media.rtsp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nightjar.media.rtsp.auth.AuthGuard.Policy;
import nightjar.media.rtsp.auth.AuthGuard.Verdict;
import nightjar.media.rtsp.auth.Authenticator.Outcome.GiveUp;
import nightjar.media.rtsp.auth.Authenticator.Outcome.TryAgain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AuthGuardTest {
  private static final String URI = "rtsp://cam/x y%20\u00e9";

  @ParameterizedTest
  @EnumSource(DigestAlgorithm.class)
  void bothEndsAgreeOnEveryAlgorithm(DigestAlgorithm algorithm) {
    assertThat(verdict(algorithm, "u", "p", "u", "p")).isEqualTo(Verdict.ACCEPTED);
    assertThat(verdict(algorithm, "u", "p", "u", "P")).isEqualTo(Verdict.WRONG);
    assertThat(verdict(algorithm, "u", "p", "v", "p")).isEqualTo(Verdict.WRONG);
  }

  @ParameterizedTest
  @CsvSource({
    "'us\"er', 'p\"w'",
    "'a\\b', 'c\\d\\\"'",
    "100%, %41%",
    "d\u00e9j\u00e0, \u5bc6\u7801\ud83d\ude00",
    "'', ''",
    "'a, realm=\"x\"', 'b:c'"
  })
  void quirk32_anyCharacterInUserAndPassword(String user, String password) {
    assertThat(verdict(DigestAlgorithm.MD5, user, password, user, password))
        .isEqualTo(Verdict.ACCEPTED);
    AuthGuard guard = guard(new Policy("cam", List.of(), true, false), user, password);
    Authenticator client = client(user, password);
    client.challenged(guard.challenges(false));
    assertThat(guard.check(client.authorization("PLAY", URI), "PLAY", URI))
        .isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void everyPartOfTheAnswerCounts() {
    AuthGuard guard = guard(digest(DigestAlgorithm.SHA_256), "u", "p");
    Authenticator client = client("u", "p");
    client.challenged(guard.challenges(false));
    String good = client.authorization("DESCRIBE", URI).orElseThrow();
    assertThat(guard.check(Optional.of(good), "PLAY", URI)).isEqualTo(Verdict.WRONG);
    assertThat(guard.check(Optional.of(good), "DESCRIBE", URI + "/")).isEqualTo(Verdict.WRONG);
    for (String part : List.of("username", "realm", "uri", "response", "cnonce")) {
      String bad = good.replaceFirst(part + "=\"[^\"]*\"", part + "=\"0\"");
      assertThat(guard.check(Optional.of(bad), "DESCRIBE", URI)).as(part).isEqualTo(Verdict.WRONG);
    }
    assertThat(guard.check(Optional.of(good), "DESCRIBE", URI)).isEqualTo(Verdict.ACCEPTED);
    assertThat(guard.check(Optional.of(good), "DESCRIBE", URI)).isEqualTo(Verdict.STALE);
  }

  @Test
  void usedUpNonceIsStaleOnlyWithTheRightPassword() {
    AuthGuard guard = guard(digest(DigestAlgorithm.MD5), "u", "p");
    Authenticator right = client("u", "p");
    Authenticator wrong = client("u", "q");
    right.challenged(guard.challenges(false));
    wrong.challenged(guard.challenges(false));
    guard.renewNonce();
    assertThat(guard.check(right.authorization("PLAY", URI), "PLAY", URI)).isEqualTo(Verdict.STALE);
    assertThat(guard.check(wrong.authorization("PLAY", URI), "PLAY", URI)).isEqualTo(Verdict.WRONG);
    assertThat(right.challenged(guard.challenges(true))).isEqualTo(new TryAgain());
    assertThat(guard.check(right.authorization("PLAY", URI), "PLAY", URI))
        .isEqualTo(Verdict.ACCEPTED);
    assertThat(wrong.challenged(guard.challenges(false))).isInstanceOf(GiveUp.class);
  }

  @Test
  void legacyChallengeWithoutQop() {
    AuthGuard guard =
        guard(new Policy("c\"am", List.of(DigestAlgorithm.MD5), false, false), "u", "p");
    Authenticator client = client("u", "p");
    client.challenged(guard.challenges(false));
    String answer = client.authorization("PLAY", URI).orElseThrow();
    assertThat(answer).doesNotContain("qop").contains("realm=\"c\\\"am\"");
    assertThat(guard.check(Optional.of(answer), "PLAY", URI)).isEqualTo(Verdict.ACCEPTED);
    assertThat(guard.check(Optional.of(answer), "PLAY", URI)).isEqualTo(Verdict.ACCEPTED);
  }

  @Test
  void whatWasNotOfferedIsNotTaken() {
    AuthGuard guard = guard(digest(DigestAlgorithm.SHA_256), "u", "p");
    assertThat(guard.check(Optional.empty(), "PLAY", URI)).isEqualTo(Verdict.MISSING);
    assertThat(guard.check(Optional.of("Basic dTpw"), "PLAY", URI)).isEqualTo(Verdict.MISSING);
    assertThat(guard.check(Optional.of("Digest username=\"u\""), "PLAY", URI))
        .isEqualTo(Verdict.MISSING);
  }

  @Test
  void basicIsComparedWhole() {
    AuthGuard guard = guard(new Policy("cam", List.of(), true, true), "u", "p");
    assertThat(guard.challenges(false)).containsExactly("Basic realm=\"cam\"");
    assertThat(guard.check(Optional.of("basic dTpw"), "PLAY", URI)).isEqualTo(Verdict.ACCEPTED);
    assertThat(guard.check(Optional.of("Basic dTpx"), "PLAY", URI)).isEqualTo(Verdict.WRONG);
    assertThat(guard.check(Optional.of("Basic ?"), "PLAY", URI)).isEqualTo(Verdict.WRONG);
  }

  private static Verdict verdict(
      DigestAlgorithm algorithm, String user, String password, String givenUser, String given) {
    AuthGuard guard = guard(digest(algorithm), user, password);
    Authenticator client = client(givenUser, given);
    client.challenged(guard.challenges(false));
    return guard.check(client.authorization("DESCRIBE", URI), "DESCRIBE", URI);
  }

  private static Policy digest(DigestAlgorithm algorithm) {
    return new Policy("cam", List.of(algorithm), false, true);
  }

  private static AuthGuard guard(Policy policy, String user, String password) {
    return new AuthGuard(policy, new Credentials(user, password), new SplittableRandom(1));
  }

  private static Authenticator client(String user, String password) {
    return new Authenticator(
        Optional.of(new Credentials(user, password)), false, new SplittableRandom(2));
  }
}
