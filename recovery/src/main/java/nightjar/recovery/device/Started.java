package nightjar.recovery.device;

import java.time.Duration;

/// What came of asking for a challenge.
public sealed interface Started {
  /// One is live; it may be the one that already was.
  record Live(ChallengeView challenge) implements Started {}

  /// Too many wrong tries or starts before; time with the power on counts.
  record Wait(Duration duration) implements Started {}

  /// This device trusts no authority: there is nobody who could answer.
  record NoAuthority() implements Started {}
}
