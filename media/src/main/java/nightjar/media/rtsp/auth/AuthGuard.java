package nightjar.media.rtsp.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// The server's side of authentication, for one connection: challenges, and checks the answers.
///
/// Owned by the connection's thread.
public final class AuthGuard {
  /// How to challenge.
  ///
  /// @param digests algorithms to offer, in the order written
  /// @param basic offer Basic too, before the others
  /// @param qop offer `qop="auth"`; otherwise challenge as in RFC 2069
  public record Policy(String realm, List<DigestAlgorithm> digests, boolean basic, boolean qop) {
    public Policy {
      digests = List.copyOf(digests);
    }
  }

  /// What an `Authorization` header was worth.
  public enum Verdict {
    ACCEPTED,
    /// There was none, or not of a kind we offered.
    MISSING,
    /// The right password, for a nonce that is no longer good: challenge again with `stale`.
    STALE,
    WRONG
  }

  private final Policy policy;
  private final Function<String, Optional<Credentials>> people;
  private final RandomGenerator random;
  private String nonce;
  private int lastCount;

  public AuthGuard(Policy policy, Credentials expected, RandomGenerator random) {
    this(policy, _ -> Optional.of(expected), random);
  }

  /// For a server with several users; `people` finds the credentials of a name, at every request anew.
  public AuthGuard(
      Policy policy, Function<String, Optional<Credentials>> people, RandomGenerator random) {
    this.policy = policy;
    this.people = people;
    this.random = random;
    this.nonce = newNonce(random);
  }

  /// From now on answers to the old nonce are stale.
  public void renewNonce() {
    nonce = newNonce(random);
    lastCount = 0;
  }

  /// Values of `WWW-Authenticate`, one header each.
  public List<String> challenges(boolean stale) {
    List<String> out = new ArrayList<>();
    String realm = "realm=\"" + AuthParameters.escaped(policy.realm) + "\"";
    if (policy.basic) {
      out.add("Basic " + realm);
    }
    for (DigestAlgorithm algorithm : policy.digests) {
      out.add(
          "Digest "
              + realm
              + ", nonce=\""
              + nonce
              + "\""
              + (policy.qop ? ", algorithm=" + algorithm.token() + ", qop=\"auth\"" : "")
              + (stale ? ", stale=true" : ""));
    }
    return out;
  }

  /// Checks the answer to a challenge; `uri` is what the request line holds.
  public Verdict check(Optional<String> authorization, String method, String uri) {
    List<AuthParameters> given = authorization.map(AuthParameters::parse).orElse(List.of());
    if (given.size() != 1) {
      return Verdict.MISSING;
    }
    AuthParameters answer = given.getFirst();
    return switch (answer.scheme()) {
      case "basic" -> policy.basic ? checkBasic(answer.text()) : Verdict.MISSING;
      case "digest" -> checkDigest(answer, method, uri);
      default -> Verdict.MISSING;
    };
  }

  private Verdict checkBasic(String text) {
    byte[] given;
    try {
      given = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Verdict.WRONG;
    }
    Optional<Credentials> known =
        people.apply(new String(given, StandardCharsets.UTF_8).split(":", 2)[0]);
    boolean same =
        known.isPresent()
            && MessageDigest.isEqual(
                given,
                (known.get().user() + ":" + known.get().password())
                    .getBytes(StandardCharsets.UTF_8));
    return same ? Verdict.ACCEPTED : Verdict.WRONG;
  }

  private Verdict checkDigest(AuthParameters answer, String method, String uri) {
    String named = answer.value("algorithm");
    Optional<DigestAlgorithm> algorithm =
        named.isEmpty() ? Optional.of(DigestAlgorithm.MD5) : DigestAlgorithm.named(named);
    if (algorithm.isEmpty() || !policy.digests.contains(algorithm.get())) {
      return Verdict.MISSING;
    }
    boolean qop = answer.parameters().containsKey("qop");
    String count = answer.value("nc");
    if (qop && (!answer.value("qop").equals("auth") || !count.matches("[0-9A-Fa-f]{8}"))) {
      return Verdict.WRONG;
    }
    Optional<Credentials> known = people.apply(answer.value("username"));
    if (known.isEmpty()) {
      return Verdict.WRONG;
    }
    Credentials expected = known.get();
    String user = DigestResponse.octets(expected.user());
    String wanted =
        new DigestResponse(
                algorithm.get(),
                user,
                policy.realm,
                answer.value("nonce"),
                answer.value("cnonce"),
                qop ? count : "",
                method,
                uri)
            .compute(expected.password());
    boolean right =
        same(answer.value("response"), wanted)
            && same(answer.value("username"), user)
            && same(answer.value("realm"), policy.realm)
            && same(answer.raw("uri"), uri);
    if (!right) {
      return Verdict.WRONG;
    }
    if (!answer.value("nonce").equals(nonce)) {
      return Verdict.STALE;
    }
    return !qop || isNext(Integer.parseUnsignedInt(count, 16)) ? Verdict.ACCEPTED : Verdict.STALE;
  }

  /// Counts must grow, or somebody plays a request again.
  private boolean isNext(int count) {
    if (Integer.compareUnsigned(count, lastCount) <= 0) {
      return false;
    }
    lastCount = count;
    return true;
  }

  /// Takes the same time wherever the first difference is.
  private static boolean same(String given, String wanted) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.ISO_8859_1), wanted.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String newNonce(RandomGenerator random) {
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }
}
