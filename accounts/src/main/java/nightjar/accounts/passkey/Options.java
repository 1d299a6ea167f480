package nightjar.accounts.passkey;

import java.util.Base64;
import java.util.List;
import java.util.Map;

/// What the page gives to `navigator.credentials`, in the JSON of Web Authentication 5.1.9 and 5.1.10: bytes are base64url.
public final class Options {
  private static final int MILLIS = 300_000;

  private Options() {}

  public static Map<String, Object> create(
      RelyingParty party, byte[] challenge, String personId, String name, List<String> existing) {
    return Map.of(
        "rp", Map.of("id", party.id(), "name", party.name()),
        "user",
            Map.of(
                "id",
                text(personId.getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                "name",
                name,
                "displayName",
                name),
        "challenge", text(challenge),
        "pubKeyCredParams",
            Ceremony.ALGORITHMS.stream()
                .map(number -> Map.of("type", "public-key", "alg", number))
                .toList(),
        "timeout", MILLIS,
        "excludeCredentials",
            existing.stream().map(id -> Map.of("type", "public-key", "id", id)).toList(),
        "authenticatorSelection",
            Map.of(
                "residentKey",
                "required",
                "requireResidentKey",
                true,
                "userVerification",
                "required"),
        "attestation", "none");
  }

  /// No list of allowed passkeys: it would tell a stranger which there are.
  public static Map<String, Object> get(RelyingParty party, byte[] challenge) {
    return Map.of(
        "rpId", party.id(),
        "challenge", text(challenge),
        "timeout", MILLIS,
        "allowCredentials", List.of(),
        "userVerification", "required");
  }

  private static String text(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
