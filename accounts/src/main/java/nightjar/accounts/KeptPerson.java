package nightjar.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import nightjar.base.Bytes;

/// A person as a back-up holds them. Sessions, tokens, links, recovery codes and passkeys are not in it: what was ended or used since must
/// not come back, and a passkey belongs to one host name.
///
/// @param birthDate ISO; for the password rule
/// @param password the hash that a sign-in compares with
/// @param totp the secret of the authenticator app, in base 64
public record KeptPerson(
    String name,
    String fullName,
    Optional<String> birthDate,
    Role role,
    List<Grant> grants,
    Optional<Instant> until,
    boolean disabled,
    Optional<String> password,
    Optional<String> totp) {
  public KeptPerson {
    grants = List.copyOf(grants);
    Objects.requireNonNull(role, "role");
    Objects.requireNonNull(fullName, "fullName");
    if (!NewPerson.usable(name)) {
      throw new IllegalArgumentException("no name");
    }
  }

  PersonChange change() {
    return new PersonChange(role, grants, until.orElse(null), disabled);
  }

  Optional<Bytes> totpSecret() {
    return totp.map(text -> Bytes.of(java.util.Base64.getDecoder().decode(text)));
  }

  @Override
  public String toString() {
    return "KeptPerson[" + name + "]";
  }
}
