package nightjar.recorder.evidence;

import java.util.List;

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
  record Stretch(How how, long from, long to) {}

  /// What happened to a stretch.
  enum How {
    CHANGED,
    ADDED,
    /// At `from` so many bytes are gone.
    MISSING
  }
}
