package nightjar.accounts;

import java.time.Duration;

/// What came of a sign-in.
public sealed interface SignInOutcome {
  record Done(SignedIn signedIn) implements SignInOutcome {}

  /// The password was right; a code of the authenticator app or a recovery code is wanted, with this ticket, within five minutes.
  record CodeNeeded(String ticket) implements SignInOutcome {}

  /// Unknown name, wrong password or code, ended or disabled account: one answer for all.
  record Wrong() implements SignInOutcome {}

  /// Too many failures; this try was not looked at.
  record Wait(Duration duration) implements SignInOutcome {}

  /// Too many log-ins at once; this one was not looked at and not counted.
  record Busy() implements SignInOutcome {}
}
