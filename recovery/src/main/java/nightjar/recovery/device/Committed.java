package nightjar.recovery.device;

import java.util.List;
import nightjar.recovery.wire.Purpose;

/// What came of the last step.
public sealed interface Committed {
  record Done(Purpose purpose) implements Committed {}

  /// The session has ended or never was; the challenge may still be live.
  record NoSession() implements Committed {}

  /// The new password will not do; the session goes on.
  record Refused(List<String> findings) implements Committed {}

  /// The new password would do; nothing has changed yet.
  record Good() implements Committed {}

  /// The new password is the temporary one.
  record IsTheCode() implements Committed {}

  record NoSuchAdministrator() implements Committed {}
}
