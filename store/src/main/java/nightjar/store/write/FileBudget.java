package nightjar.store.write;

/// How many files a camera may make us begin: each costs a folder entry, two syncs and a row, which all cameras of the disk
/// wait for. One a minute is usual; a camera whose parameters or time change with every picture would want thousands.
/// Owned by one [RecordingWriter].
final class FileBudget {
  /// One more in so long.
  static final long EVERY_NANOS = 2_000_000_000L;

  private final int atOnce;
  private long left;
  private long countedNanos;

  /// @param atOnce changes of day and night, of resolution by hand, of time by NTP come in bursts of a few
  FileBudget(int atOnce, long nowNanos) {
    this.atOnce = atOnce;
    left = atOnce;
    countedNanos = nowNanos;
  }

  boolean take(long nowNanos) {
    long more = Math.floorDiv(nowNanos - countedNanos, EVERY_NANOS);
    if (more > 0) {
      left = Math.min(atOnce, left + more);
      countedNanos += more * EVERY_NANOS;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }
}
