package nightjar.accounts.rights;

import java.time.Instant;

/// The answer of [Rights#may].
public sealed interface Decision {
  /// Yes.
  ///
  /// @param oldest the oldest footage that may be seen; [Instant#MIN] for no limit
  /// @param until when to ask again; [Instant#MAX] for never
  record Allowed(Instant oldest, Instant until) implements Decision {}

  record Refused(Reason reason) implements Decision {}

  enum Reason {
    /// Nothing gives this act on this camera.
    NOT_GRANTED,
    /// It was granted, and is not for this person's role.
    ROLE,
    /// The account or the grant has ended.
    ENDED,
    /// The grant begins later, or holds at other hours.
    NOT_NOW,
    /// The grant is for a purpose that the session has not declared.
    PURPOSE_NEEDED,
    /// The API token is for something else.
    SCOPE
  }

  default boolean allowed() {
    return this instanceof Allowed;
  }
}
