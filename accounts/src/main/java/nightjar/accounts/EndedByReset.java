package nightjar.accounts;

import java.time.Instant;

/// Why a session or token that once was good is none now: a password was replaced at the console.
///
/// @param name whose session it was
/// @param own whether it was this person's password
public record EndedByReset(String name, boolean own, Instant at) {}
