package nightjar.accounts.audit;

/// What checking the chain found.
public sealed interface Verdict {
  /// Every link from the seal (or the start) to the head is as it was written.
  record Whole(long first, Head head) implements Verdict {}

  /// The first link that is not.
  record Broken(long number, Why why) implements Verdict {}

  enum Why {
    /// Its bytes do not give its hash, after the link before it.
    CHANGED,
    /// The link is not there, though later ones are.
    MISSING,
    /// The head kept apart knows later links than the log has.
    CUT_OFF,
    /// The link that the head kept apart names is another one: the log was rewritten.
    REWRITTEN,
    /// The head file or the seal is not signed by this recorder.
    FORGED,
    /// There are links, and no head file.
    HEAD_MISSING
  }
}
