package nightjar.recovery.device;

import java.util.List;
import java.util.Optional;
import nightjar.base.Bytes;

/// What recovery needs of the accounts, and all it can do to them.
public interface Administrators {
  /// Why a password will not do, in codes that a program puts into words; empty when it will.
  ///
  /// @param score 0 (guessed at once) to 4 (not in a lifetime)
  record Judged(List<String> findings, int score) {
    public Judged {
      findings = List.copyOf(findings);
    }
  }

  /// The printed recovery key that let somebody in, and the one that takes its place, both as hashes.
  record KeyChange(Bytes used, Bytes next) {}

  /// The names to choose from, shown only after a code was accepted.
  List<String> names();

  Judged judge(String name, char[] password);

  /// In one transaction: the new password, an end to all sessions, tokens, stream keys and the printed key of everybody, and the
  /// note that `resetId` happened. With `key` its `used` must still be the one that is kept, and `next` is kept from now on.
  /// False, and nothing changed, when that is not so or when there is no such administrator any more.
  boolean replacePassword(
      String name, char[] password, String resetId, String evidence, Optional<KeyChange> key);

  /// Whether [#replacePassword] with this name was committed. Asked after a power cut.
  boolean happened(String resetId);

  /// The hash of the printed recovery key; empty when none was made.
  Optional<Bytes> printedKey();

  /// Lifts every lock-out; changes no password.
  void unlock(String evidence);
}
