package nightjar.media.rtp;

/// Follows one source's 16-bit sequence numbers: what was lost, what came late, and when the camera began to count anew
/// (RFC 3550, A.1). Owned by one track's receiver.
final class SequenceTracker {
  /// The packet is late, a duplicate, or alone out of the row: drop it.
  static final int DROP = -1;

  /// RFC 3550, A.1: MAX_DROPOUT and MAX_MISORDER.
  private static final int MAX_DROPOUT = 3000;

  private static final int MAX_MISORDER = 100;

  /// No sequence number equals it.
  private static final int NONE = -1;

  private final boolean reliable;
  private int expected = NONE;
  private int suspect = NONE;
  private long lost;
  private long late;
  private long resets;
  private long delivered;
  private int wraps;
  private long expectedAtReport;
  private long deliveredAtReport;

  /// `reliable`: over TCP a jump is believed at once, because nothing on the way can have made it.
  SequenceTracker(boolean reliable) {
    this.reliable = reliable;
  }

  /// Packets missing before this one, or [#DROP].
  int offer(int sequence) {
    if (sequence == expected) {
      suspect = NONE;
      advance(sequence);
      return 0;
    }
    if (expected == NONE) {
      advance(sequence);
      return 0;
    }
    int distance = distance(sequence);
    if (distance > 0 && distance < MAX_DROPOUT) {
      suspect = NONE;
      lost += distance;
      advance(sequence);
      return distance;
    }
    boolean near = distance < 0 && distance >= -MAX_MISORDER;
    if (sequence == suspect || (reliable && !near)) {
      suspect = NONE;
      resets++;
      // How many fell between the two rows nobody knows; one is enough to end the frame.
      lost++;
      advance(sequence);
      return 1;
    }
    suspect = sequence + 1 & 0xffff;
    late++;
    return DROP;
  }

  /// How far ahead of the expected packet this one is, -32768 to 32767; 0 before the first.
  int distance(int sequence) {
    return expected == NONE ? 0 : (short) (sequence - expected);
  }

  /// The next number, or 0 before the first.
  int expected() {
    return Math.max(expected, 0);
  }

  /// Counts a packet that is not for us but was numbered in the same row.
  void skip(int sequence) {
    if (sequence == expected) {
      advance(sequence);
    }
  }

  /// A new source: the next packet is the first.
  void restart() {
    expected = NONE;
    suspect = NONE;
    resets++;
  }

  private void advance(int sequence) {
    if (expected != NONE && sequence < (expected - 1 & 0xffff)) {
      wraps++;
    }
    expected = sequence + 1 & 0xffff;
    delivered++;
  }

  long lost() {
    return lost;
  }

  long late() {
    return late;
  }

  long resets() {
    return resets;
  }

  int highest() {
    return expected == NONE ? 0 : wraps << 16 | (expected - 1 & 0xffff);
  }

  /// In 1/256 of what should have come since the last call (RFC 3550, A.3).
  int fractionLost() {
    long due = delivered + lost;
    long dueNow = due - expectedAtReport;
    long lostNow = dueNow - (delivered - deliveredAtReport);
    expectedAtReport = due;
    deliveredAtReport = delivered;
    return dueNow <= 0 ? 0 : (int) Math.min(255, 256 * lostNow / dueNow);
  }
}
