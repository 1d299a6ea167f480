package nightjar.accounts;

import java.time.Instant;
import java.util.List;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import org.jspecify.annotations.Nullable;

/// What an administrator decides about a person, all of it at once.
///
/// @param until null for no end
public record PersonChange(
    Role role, List<Grant> grants, @Nullable Instant until, boolean disabled) {
  static final int MOST_GRANTS = 50;

  public PersonChange {
    grants = List.copyOf(grants);
    if (grants.size() > MOST_GRANTS) {
      throw new IllegalArgumentException("more than " + MOST_GRANTS + " grants");
    }
  }
}
