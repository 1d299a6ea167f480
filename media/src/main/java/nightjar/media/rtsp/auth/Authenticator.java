package nightjar.media.rtsp.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The client's side of authentication, for one connection.
///
/// ```
/// request.headers().plus("Authorization", auth.authorization(method, uri).get())   // when present
/// on 401:       auth.challenged(response.headers().all("WWW-Authenticate"))        // try again, or give up
/// on the rest:  auth.accepted()
/// ```
/// Owned by the session's thread.
public final class Authenticator {
  /// In a row, for one request: a server that finds every nonce stale is no better than one that says no.
  private static final int MAX_REFUSALS = 3;

  private final Optional<Credentials> credentials;
  private final boolean encrypted;
  private final RandomGenerator random;

  private @Nullable Challenge chosen;
  private String cnonce = "";
  private int requests;
  private boolean accepted;
  private int refusals;
  private boolean digestSeen;

  /// `encrypted` says that nobody can listen in (`rtsps`).
  public Authenticator(
      Optional<Credentials> credentials, boolean encrypted, RandomGenerator random) {
    this.credentials = credentials;
    this.encrypted = encrypted;
    this.random = random;
  }

  /// What to do about a 401.
  public sealed interface Outcome {
    /// Send the same request again, with a new [Authenticator#authorization].
    record TryAgain() implements Outcome {}

    /// More tries would fail, and may lock the account.
    record GiveUp(String why, String advice) implements Outcome {}
  }

  /// The value of `Authorization` for a request whose line holds exactly `uri`; empty before any challenge.
  public Optional<String> authorization(String method, String uri) {
    if (credentials.isEmpty()) {
      return Optional.empty();
    }
    return switch (chosen) {
      case Challenge.Basic _ -> Optional.of(basic(credentials.get()));
      case Challenge.Digest digest -> Optional.of(digest(digest, credentials.get(), method, uri));
      case Challenge.Unknown _ -> Optional.empty();
      case null -> Optional.empty();
    };
  }

  /// The server was content with the last request.
  public void accepted() {
    accepted = true;
  }

  /// The server answered 401 with these headers.
  public Outcome challenged(List<String> wwwAuthenticate) {
    List<Challenge> offered = Challenge.parse(wwwAuthenticate);
    if (credentials.isEmpty()) {
      return new Outcome.GiveUp(
          "the camera wants a user name and a password",
          "Give the camera's user name and password.");
    }
    Optional<Challenge> best = best(offered);
    if (best.isEmpty()) {
      return new Outcome.GiveUp(
          "the camera offers no way to log in that we can use: " + names(offered),
          "Turn on Digest authentication (SHA-256 or MD5) for RTSP in the camera's settings.");
    }
    boolean again = chosen == null || isNotAFailure(chosen, best.get());
    chosen = best.get();
    cnonce = HexFormat.of().toHexDigits(random.nextLong());
    requests = 0;
    refusals = accepted ? 1 : refusals + 1;
    accepted = false;
    return again && refusals <= MAX_REFUSALS
        ? new Outcome.TryAgain()
        : new Outcome.GiveUp(
            "the camera refused the user name or the password",
            "Check both. Some cameras say so too when they have no free connection left, and many lock"
                + " the account for half an hour after a few tries.");
  }

  /// Whether a 401 after an answer means only that the nonce is used up.
  private boolean isNotAFailure(Challenge before, Challenge now) {
    return before instanceof Challenge.Digest was
        && now instanceof Challenge.Digest is
        // tolerate: a new nonce for every request, without stale (Dahua): an accepted answer proves
        // the password.
        && (is.stale() || (accepted && !is.nonce().equals(was.nonce())));
  }

  private Optional<Challenge> best(List<Challenge> offered) {
    digestSeen |= offered.stream().anyMatch(Challenge::digest);
    Optional<Challenge> digest =
        offered.stream()
            .filter(Challenge.Digest.class::isInstance)
            .map(Challenge.Digest.class::cast)
            .max(Comparator.comparing(Challenge.Digest::algorithm))
            .map(Challenge.class::cast);
    // Basic is the password in the clear: not for a camera that knows better, nor for somebody who
    // plays one.
    return digest.isPresent() || (digestSeen && !encrypted)
        ? digest
        : offered.stream().filter(Challenge.Basic.class::isInstance).findFirst();
  }

  private static String basic(Credentials credentials) {
    String both = credentials.user() + ":" + credentials.password();
    return "Basic " + Base64.getEncoder().encodeToString(both.getBytes(StandardCharsets.UTF_8));
  }

  private String digest(Challenge.Digest c, Credentials credentials, String method, String uri) {
    requests++;
    String user = DigestResponse.octets(credentials.user());
    String count = c.qop() ? HexFormat.of().toHexDigits(requests) : "";
    String response =
        new DigestResponse(
                c.algorithm(),
                user,
                AuthParameters.unescaped(c.realm()),
                AuthParameters.unescaped(c.nonce()),
                cnonce,
                count,
                method,
                uri)
            .compute(credentials.password());
    StringBuilder out = new StringBuilder("Digest ");
    out.append("username=\"").append(AuthParameters.escaped(user)).append("\", ");
    out.append("realm=\"").append(c.realm()).append("\", ");
    out.append("nonce=\"").append(c.nonce()).append("\", ");
    out.append("uri=\"").append(uri).append("\", ");
    out.append("response=\"").append(response).append('"');
    if (c.algorithmSaid()) {
      out.append(", algorithm=").append(c.algorithm().token());
    }
    c.opaque().ifPresent(o -> out.append(", opaque=\"").append(o).append('"'));
    if (c.qop()) {
      out.append(", qop=auth, nc=").append(count);
    }
    if (c.qop() || c.algorithm().session()) {
      out.append(", cnonce=\"").append(cnonce).append('"');
    }
    return out.toString();
  }

  private static String names(List<Challenge> offered) {
    return offered.isEmpty()
        ? "nothing"
        : offered.stream()
            .map(c ->
                switch (c) {
                  case Challenge.Basic _ -> "basic";
                  case Challenge.Digest d -> "digest " + d.algorithm().token();
                  case Challenge.Unknown u -> u.name();
                })
            .collect(Collectors.joining("; "));
  }
}
