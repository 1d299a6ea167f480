package nightjar.media.rtsp.auth;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One way a server offers to be convinced, from its `WWW-Authenticate` headers.
sealed interface Challenge {
  /// Whether Digest was meant, known to us or not.
  boolean digest();

  record Basic() implements Challenge {
    @Override
    public boolean digest() {
      return false;
    }
  }

  /// Realm, nonce and opaque as sent, backslashes and all.
  ///
  /// @param algorithmSaid whether the server named the algorithm, so that the answer names it too
  /// @param qop answer with `qop=auth`; otherwise as in RFC 2069
  record Digest(
      String realm,
      String nonce,
      Optional<String> opaque,
      DigestAlgorithm algorithm,
      boolean algorithmSaid,
      boolean qop,
      boolean stale)
      implements Challenge {
    @Override
    public boolean digest() {
      return true;
    }
  }

  /// Something we cannot answer: named, so that a person can be told.
  record Unknown(String name, boolean digest) implements Challenge {}

  /// In the order offered.
  static List<Challenge> parse(List<String> headers) {
    List<Challenge> found = new ArrayList<>();
    for (String header : headers) {
      for (AuthParameters offered : AuthParameters.parse(header)) {
        found.add(
            switch (offered.scheme()) {
              case "basic" -> new Basic();
              case "digest" -> parseDigest(offered);
              default -> new Unknown(offered.scheme(), false);
            });
      }
    }
    return found;
  }

  private static Challenge parseDigest(AuthParameters offered) {
    String named = offered.value("algorithm");
    Optional<DigestAlgorithm> algorithm =
        named.isBlank() ? Optional.of(DigestAlgorithm.MD5) : DigestAlgorithm.named(named);
    // tolerate: an algorithm nobody knows beside ones we know (gortsplib#558).
    if (algorithm.isEmpty()) {
      return new Unknown("digest with algorithm " + named, true);
    }
    List<String> qop =
        Arrays.stream(offered.value("qop").toLowerCase(Locale.ROOT).split("[,\\s]+", -1))
            .filter(q -> !q.isEmpty())
            .toList();
    if (!qop.isEmpty() && !qop.contains("auth")) {
      return new Unknown("digest with qop " + String.join(",", qop), true);
    }
    return new Digest(
        offered.raw("realm"),
        offered.raw("nonce"),
        Optional.ofNullable(offered.parameters().get("opaque")),
        algorithm.get(),
        !named.isBlank(),
        !qop.isEmpty(),
        offered.value("stale").equalsIgnoreCase("true"));
  }
}
