package nightjar.accounts.rights;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The "who" of a decision: a person, and what narrows them just now.
///
/// @param until when the person's account ends; null for never
/// @param scope null unless an API token speaks
/// @param purpose what the session declared; empty for nothing
/// @param zone the site's zone, for weekly hours
public record Subject(
    String id,
    String name,
    Role role,
    List<Grant> grants,
    @Nullable Instant until,
    @Nullable Scope scope,
    String purpose,
    ZoneId zone) {}
