package nightjar.recovery.device;

import java.util.List;

/// What recovery needs of the accounts, and all it can do to them.
public interface Administrators {
  /// The names to choose from, shown only after a code was accepted.
  List<String> names();

  /// Why `password` will not do for `name`, in words for a person; empty when it will.
  List<String> findings(String name, char[] password);

  /// In one transaction: the new password, an end to all sessions, tokens and stream keys of everybody, and the note that
  /// `resetId` happened. False when there is no such administrator any more.
  boolean replacePassword(String name, char[] password, String resetId, String evidence);

  /// Whether [#replacePassword] with this name was committed. Asked after a power cut.
  boolean happened(String resetId);

  /// Lifts every lock-out; changes no password.
  void unlock(String evidence);
}
