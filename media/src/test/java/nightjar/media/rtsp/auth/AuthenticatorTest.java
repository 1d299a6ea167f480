package nightjar.media.rtsp.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import nightjar.media.rtsp.auth.Authenticator.Outcome.GiveUp;
import nightjar.media.rtsp.auth.Authenticator.Outcome.TryAgain;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
  private static final String URI = "rtsp://192.168.1.10/Streaming/Channels/101?a=%20b";
  private static final String DIGEST = "Digest realm=\"cam\", nonce=\"abc\"";

  @Test
  void legacyDigestOfRfc2069() {
    Authenticator auth = digester("Mufasa", "Circle Of Life");
    auth.challenged(
        List.of(
            "Digest realm=\"testrealm@host.com\", nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\""));
    // The answer was computed apart, with an MD5 of another make.
    assertThat(auth.authorization("GET", "/dir/index.html"))
        .hasValueSatisfying(v ->
            assertThat(v)
                .contains("response=\"" + LEGACY_RESPONSE + "\"")
                .doesNotContain("qop", "cnonce", "algorithm"));
  }

  private static final String LEGACY_RESPONSE = "670fd8c2df070c60b045671b8b24ff02";

  @Test
  void digestsOfRfc7616() {
    // RFC 7616, 3.9.1
    DigestResponse md5 = rfc7616(DigestAlgorithm.MD5);
    assertThat(md5.compute("Circle of Life")).isEqualTo("8ca523f5e9506fed4657c9700eebdbec");
    assertThat(rfc7616(DigestAlgorithm.SHA_256).compute("Circle of Life"))
        .isEqualTo("753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
  }

  private static DigestResponse rfc7616(DigestAlgorithm algorithm) {
    return new DigestResponse(
        algorithm,
        "Mufasa",
        "http-auth@example.org",
        "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v",
        "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
        "00000001",
        "GET",
        "/dir/index.html");
  }

  @Test
  void quirk30_basicFirstInTheListIsPassedOver() {
    Authenticator auth = digester("u", "p");
    assertThat(auth.challenged(List.of("Basic realm=\"cam\"", DIGEST))).isEqualTo(new TryAgain());
    assertThat(auth.authorization("DESCRIBE", URI).orElseThrow()).startsWith("Digest ");
    Authenticator oneLine = digester("u", "p");
    oneLine.challenged(List.of("Basic realm=\"cam\", " + DIGEST));
    assertThat(oneLine.authorization("DESCRIBE", URI).orElseThrow()).startsWith("Digest ");
  }

  @Test
  void quirk30_unknownAlgorithmIsPassedOver() {
    Authenticator auth = digester("u", "p");
    auth.challenged(List.of(DIGEST + ", algorithm=SHA3-999", DIGEST + ", algorithm=\"md5\""));
    assertThat(auth.authorization("DESCRIBE", URI).orElseThrow()).contains("algorithm=MD5");
  }

  @Test
  void quirk30_neverBasicInTheClearBesideDigest() {
    List<String> offered = List.of("Basic realm=\"cam\"", DIGEST + ", algorithm=SHA3-999");
    assertThat(digester("u", "p").challenged(offered))
        .isInstanceOfSatisfying(
            GiveUp.class,
            g -> assertThat(g.why()).contains("basic; digest with algorithm SHA3-999"));
    Authenticator encrypted =
        new Authenticator(Optional.of(new Credentials("u", "p")), true, new SplittableRandom(1));
    assertThat(encrypted.challenged(offered)).isEqualTo(new TryAgain());
    assertThat(encrypted.authorization("DESCRIBE", URI)).contains("Basic dTpw");
  }

  @Test
  void quirk30_noFallBackToBasicLater() {
    Authenticator auth = digester("u", "p");
    auth.challenged(List.of(DIGEST));
    assertThat(auth.challenged(List.of("Basic realm=\"cam\""))).isInstanceOf(GiveUp.class);
  }

  @Test
  void quirk31_strongestDigestIsChosen() {
    Authenticator auth = digester("u", "p");
    auth.challenged(List.of(DIGEST + ", algorithm=MD5", DIGEST + ", algorithm=SHA-256", DIGEST));
    assertThat(auth.authorization("DESCRIBE", URI).orElseThrow())
        .contains("algorithm=SHA-256")
        .containsPattern("response=\"[0-9a-f]{64}\"");
  }

  @Test
  void quirk32_uriIsByteIdentical() {
    Authenticator auth = digester("u", "p%40%");
    auth.challenged(List.of(DIGEST));
    assertThat(auth.authorization("DESCRIBE", URI).orElseThrow()).contains("uri=\"" + URI + "\"");
  }

  @Test
  void quirk32_realmMayChange() {
    Authenticator auth = digester("u", "p");
    auth.challenged(List.of(DIGEST));
    auth.accepted();
    assertThat(auth.challenged(List.of("Digest realm=\"new\", nonce=\"d\"")))
        .isEqualTo(new TryAgain());
    assertThat(auth.authorization("PLAY", URI).orElseThrow()).contains("realm=\"new\"");
  }

  @Test
  void quirk33_secondRefusalGivesUpAndNamesTheConnectionLimit() {
    Authenticator auth = digester("u", "p");
    auth.challenged(List.of(DIGEST));
    assertThat(auth.challenged(List.of("Digest realm=\"cam\", nonce=\"other\"")))
        .isInstanceOfSatisfying(
            GiveUp.class, g -> assertThat(g.advice()).contains("no free connection"));
  }

  @Test
  void quirk34_newNonceForEveryRequest() {
    Authenticator auth = digester("u", "p");
    for (int i = 0; i < 10; i++) {
      assertThat(auth.challenged(List.of("Digest realm=\"cam\", nonce=\"n" + i + "\"")))
          .isEqualTo(new TryAgain());
      assertThat(auth.authorization("OPTIONS", URI).orElseThrow()).contains("nonce=\"n" + i + "\"");
      auth.accepted();
    }
  }

  @Test
  void quirk34_staleIsNoFailureButNotForEver() {
    Authenticator auth = digester("u", "p");
    auth.challenged(List.of(DIGEST));
    assertThat(auth.challenged(List.of(DIGEST + ", stale=TRUE"))).isEqualTo(new TryAgain());
    assertThat(auth.challenged(List.of(DIGEST + ", stale=true"))).isEqualTo(new TryAgain());
    assertThat(auth.challenged(List.of(DIGEST + ", stale=true"))).isInstanceOf(GiveUp.class);
  }

  @Test
  void quirk35_unknownSchemeIsNamed() {
    assertThat(digester("u", "p").challenged(List.of("TP-LINK realm=\"TP-LINK Streaming Media\"")))
        .isInstanceOfSatisfying(GiveUp.class, g -> assertThat(g.why()).contains("tp-link"));
    assertThat(digester("u", "p").challenged(List.of()))
        .isInstanceOfSatisfying(GiveUp.class, g -> assertThat(g.why()).contains("nothing"));
  }

  @Test
  void noncesAreCounted() {
    Authenticator auth = digester("u", "p");
    auth.challenged(List.of(DIGEST + ", qop=\"auth-int,auth\", opaque=\"o\\\"x\""));
    assertThat(auth.authorization("DESCRIBE", URI).orElseThrow())
        .contains("nc=00000001", "qop=auth", "opaque=\"o\\\"x\"");
    assertThat(auth.authorization("SETUP", URI).orElseThrow()).contains("nc=00000002");
  }

  @Test
  void withoutCredentialsItSaysSo() {
    Authenticator auth = new Authenticator(Optional.empty(), false, new SplittableRandom(1));
    assertThat(auth.challenged(List.of(DIGEST)))
        .isInstanceOfSatisfying(
            GiveUp.class, g -> assertThat(g.why()).contains("wants a user name"));
    assertThat(auth.authorization("DESCRIBE", URI)).isEmpty();
  }

  private static Authenticator digester(String user, String password) {
    return new Authenticator(
        Optional.of(new Credentials(user, password)), false, new SplittableRandom(1));
  }
}
