package nightjar.accounts;

import java.time.Duration;
import java.util.Set;
import nightjar.accounts.password.Finding;

/// What came of a change that a signed-in person asked for. One type for all of them, so that a program says each in one place.
public sealed interface Outcome<T> {
  record Done<T>(T value) implements Outcome<T> {}

  /// The caller has not the right.
  record NotAllowed<T>() implements Outcome<T> {}

  /// The caller has the right and must prove again who they are: [SignIn#again].
  record ProofNeeded<T>() implements Outcome<T> {}

  record NotFound<T>() implements Outcome<T> {}

  /// It would leave nobody who can administer for good.
  record LastAdministrator<T>() implements Outcome<T> {}

  /// The name is empty, too long, has signs no name has, or is taken.
  record BadName<T>(boolean taken) implements Outcome<T> {}

  record BadPassword<T>(Set<Finding> findings) implements Outcome<T> {}

  /// The old password or the code is wrong.
  record Wrong<T>() implements Outcome<T> {}

  /// Too many failures; this try was not looked at.
  record Wait<T>(Duration duration) implements Outcome<T> {}

  /// Too many at once.
  record Busy<T>() implements Outcome<T> {}

  /// There are as many of these as there may be.
  record Full<T>() implements Outcome<T> {}
}
