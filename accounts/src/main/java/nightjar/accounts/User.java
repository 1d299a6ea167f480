package nightjar.accounts;

import java.time.Instant;
import java.util.List;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import org.jspecify.annotations.Nullable;

/// A person as others see them.
///
/// @param until when the account ends; null for never
/// @param seen when they last signed in; null for never
public record User(
    String id,
    String name,
    String fullName,
    Role role,
    List<Grant> grants,
    @Nullable Instant until,
    boolean disabled,
    boolean hasPassword,
    boolean hasTotp,
    int passkeys,
    Instant made,
    @Nullable Instant seen) {}
