package nightjar.store.write;

/// How soon a pass follows the last: so that what came just after that one began is still safe in time if both take half as long
/// again as any lately. A store just opened counts as slow until a few passes are known: its hundreds of new files take longest of all.
///
/// Owned by the disk's thread.
final class PassPace {
  /// The least from one beginning to the next, as part of the usual: a slow disk is not made faster by more syncs.
  private static final int LEAST = 4;

  private final WriteLimits limits;
  private long slowestNanos;

  PassPace(WriteLimits limits) {
    this.limits = limits;
    slowestNanos = limits.passNanos();
  }

  /// A slow pass counts for less with each quicker one after it.
  void took(long nanos) {
    slowestNanos = Math.max(nanos, slowestNanos - slowestNanos / 8);
  }

  /// From the beginning of one round of all streams to that of the next.
  long nanos() {
    long room = limits.budgetNanos() - 3 * slowestNanos;
    return Math.clamp(room, limits.passNanos() / LEAST, limits.passNanos());
  }
}
