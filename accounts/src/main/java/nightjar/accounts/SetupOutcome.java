package nightjar.accounts;

import java.util.Set;
import nightjar.accounts.password.Finding;

/// What came of using a one-time link.
public sealed interface SetupOutcome {
  record Done(SignedIn signedIn) implements SetupOutcome {}

  /// The password is set; sign in with it and the second factor.
  record SignInNow() implements SetupOutcome {}

  /// Somebody else was first: the link has done its work.
  record TooLate() implements SetupOutcome {}

  /// Not a link of ours, or expired.
  record BadLink() implements SetupOutcome {}

  /// The name is empty, too long, has signs no name has, or is taken.
  record BadName(boolean taken) implements SetupOutcome {}

  record BadPassword(Set<Finding> findings) implements SetupOutcome {}

  record Busy() implements SetupOutcome {}
}
