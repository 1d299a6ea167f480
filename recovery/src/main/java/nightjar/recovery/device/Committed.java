package nightjar.recovery.device;

import java.util.List;
import nightjar.recovery.wire.Purpose;

/// What came of the last step.
public sealed interface Committed {
  /// `newKey` is the printed recovery key that takes the used one's place, to be shown once; empty when none was used.
  record Done(Purpose purpose, String newKey) implements Committed {
    @Override
    public String toString() {
      return "Done[" + purpose + "]";
    }
  }

  /// The session has ended or never was; the challenge may still be live.
  record NoSession() implements Committed {}

  /// The new password will not do; the session goes on.
  record Refused(List<String> findings, int score) implements Committed {}

  /// The new password would do; nothing has changed yet.
  record Good(int score) implements Committed {}

  /// The new password is the temporary one.
  record IsTheCode() implements Committed {}

  /// Said yes to the loss; nothing is erased yet.
  record LossAccepted() implements Committed {}

  /// Footage would be erased that nobody said yes to; nothing has changed.
  record LossNotAccepted(Footage.Loss loss) implements Committed {}

  record NoSuchAdministrator() implements Committed {}
}
