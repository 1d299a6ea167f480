package nightjar.accounts.passkey;

import java.util.Set;

/// Who asks for a passkey. A browser gives one only to a host name with a certificate it trusts, or to localhost; never to a bare
/// address.
///
/// @param id the host name
/// @param name shown by the browser
/// @param origins the addresses the pages come from, `https://host:port`
public record RelyingParty(String id, String name, Set<String> origins) {
  public RelyingParty {
    origins = Set.copyOf(origins);
  }
}
