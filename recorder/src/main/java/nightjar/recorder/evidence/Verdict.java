package nightjar.recorder.evidence;

import java.util.List;
import java.util.Optional;

/// What the check of a file found.
public sealed interface Verdict {
  /// Nothing was changed since the owner of `key` made it. Whether that is the recorder one means, its fingerprint tells.
  record Unchanged(Statement statement, String key) implements Verdict {}

  /// The statement is genuine; the bytes are not those it speaks of.
  ///
  /// @param stretches where, in order; at most a hundred, of at least one
  record Changed(Statement statement, String key, List<Stretch> stretches) implements Verdict {}

  /// The statement itself, or the list of hashes, was changed.
  record Forged() implements Verdict {}

  /// No signature is in the file: never signed, cut off, or taken out.
  record Unsigned() implements Verdict {}

  /// The file cannot be read to its end.
  record Unreadable(String why) implements Verdict {}

  /// Bytes `from` up to but without `to`.
  ///
  /// @param recorded when the pictures and sound were recorded whose bytes these are
  record Stretch(How how, long from, long to, Optional<Recorded> recorded) {
    Stretch(How how, long from, long to) {
      this(how, from, to, Optional.empty());
    }
  }

  /// Microseconds since 1970-01-01T00:00:00Z.
  ///
  /// @param sure whether the tables that say so are as they were; else what they say may be part of the change
  record Recorded(long from, long to, boolean sure) {}

  /// What happened to a stretch.
  enum How {
    CHANGED,
    ADDED,
    /// At `from` so many bytes are gone.
    MISSING
  }
}
