package nightjar.accounts.passkey;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Who asks for a passkey. A browser gives one only to a host name with a certificate it trusts, or to localhost; never to a bare
/// address.
///
/// @param id the host name
/// @param name shown by the browser
/// @param origins the addresses the pages come from, `https://host:port`
public record RelyingParty(String id, String name, Set<String> origins) {
  private static final int LONGEST_HOST = 260;
  private static final Pattern HOST =
      Pattern.compile(
          "([a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*)(?::[0-9]{1,5})?");

  public RelyingParty {
    origins = Set.copyOf(origins);
  }

  /// Whom a browser means that opened `host` (`name` or `name:port`); empty for a bare address, and for plain HTTP elsewhere than on
  /// the machine itself, where browsers give no passkey. What a stranger writes there is no danger: the browser's answer names the page
  /// that it was made for, and a passkey is bound to one name.
  public static Optional<RelyingParty> of(boolean secure, String host, String name) {
    Matcher matcher = HOST.matcher(host.toLowerCase(Locale.ROOT));
    if (host.length() > LONGEST_HOST || !matcher.matches()) {
      return Optional.empty();
    }
    String id = matcher.group(1);
    boolean bare = id.matches("[0-9.]+");
    return bare || (!secure && !id.equals("localhost"))
        ? Optional.empty()
        : Optional.of(
            new RelyingParty(
                id, name, Set.of((secure ? "https://" : "http://") + matcher.group())));
  }
}
