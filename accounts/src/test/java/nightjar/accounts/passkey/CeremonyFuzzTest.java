package nightjar.accounts.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.Base64;
import java.util.Set;
import nightjar.base.Bytes;
import org.junit.jupiter.api.Test;

class CeremonyFuzzTest {
  private static final RelyingParty PARTY =
      new RelyingParty("nvr.example.org", "Nightjar", Set.of("https://nvr.example.org"));
  private final Ceremony ceremony = new Ceremony();

  /// Hostile JSON as it comes.
  @FuzzTest(maxDuration = "60s")
  void rubbishIsNoAnswer(FuzzedDataProvider data) {
    String json = data.consumeRemainingAsString();
    ceremony.parseRegistration(json).ifPresent(a -> ceremony.register(a, PARTY));
    ceremony.parseAssertion(json).ifPresent(this::mustNotVerify);
  }

  /// Hostile CBOR and authenticator data inside of good JSON.
  @FuzzTest(maxDuration = "60s")
  void rubbishInsideIsNoAnswer(byte[] bytes) {
    String inside = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    String client =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(
                "{\"type\":\"webauthn.get\",\"challenge\":\"AAAA\",\"origin\":\"https://nvr.example.org\"}"
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    String create =
        """
        {"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},
         "response":{"clientDataJSON":"%s","attestationObject":"%s"}}\
        """
            .formatted(client.replace("Z2V0", "Y3JlYXRl"), inside);
    ceremony.parseRegistration(create).ifPresent(a -> ceremony.register(a, PARTY));
    String get =
        """
        {"id":"AAAA","rawId":"AAAA","type":"public-key","clientExtensionResults":{},
         "response":{"clientDataJSON":"%s","authenticatorData":"%s","signature":"%s"}}\
        """
            .formatted(client, inside, inside);
    ceremony.parseAssertion(get).ifPresent(this::mustNotVerify);
    var credential = new Credential("AAAA", Bytes.of(bytes), 0, false, false);
    ceremony.parseAssertion(get).ifPresent(a -> ceremony.verify(a, credential, PARTY));
  }

  private void mustNotVerify(Ceremony.Assertion assertion) {
    var credential = new Credential("AAAA", Bytes.of(new byte[77]), 0, false, false);
    assertThat(ceremony.verify(assertion, credential, PARTY)).isEmpty();
  }

  @Test
  void aDeepOrHugeAnswerIsRefusedBeforeItCosts() {
    assertThat(ceremony.parseAssertion("[".repeat(60_000))).isEmpty();
    assertThat(ceremony.parseRegistration("{\"a\":".repeat(10_000))).isEmpty();
    assertThat(ceremony.parseAssertion(" ".repeat(Ceremony.LONGEST_ANSWER + 1))).isEmpty();
    assertThat(ceremony.parseAssertion("null")).isEmpty();
    assertThat(ceremony.parseAssertion("{}")).isEmpty();
  }
}
