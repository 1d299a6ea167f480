package nightjar.media.rtp;

/// How a camera's clock differs from ours, judged from the sender reports of one of its tracks and shared by all of them.
///
/// The offset holds what the way takes: a right camera clock shows a small negative one. Within the bounds the camera's own
/// times are believed; outside they only align its tracks with each other. Owned by the session's thread.
public final class CameraClock {
  /// Behind ours by no more than this: five seconds are what cameras buffer and encode at the worst (mediamtx#5550).
  static final long BEHIND_MICROS = 5_000_000;

  /// Ahead of ours by no more than this: no frame arrives before it is captured, but both clocks may be a little wrong.
  static final long AHEAD_MICROS = 500_000;

  private static final int NONE = Integer.MAX_VALUE;

  private int reference = NONE;
  private long offset;
  private boolean trusted;

  /// `track`'s reports put the camera's clock `offset` microseconds ahead of ours. The lowest track that reports is believed.
  void report(int track, long offset) {
    if (track > reference) {
      return;
    }
    reference = track;
    this.offset = offset;
    // Twice the bound to lose trust: a camera at the edge must not go to and fro.
    int slack = trusted ? 2 : 1;
    trusted = offset >= -BEHIND_MICROS * slack && offset <= AHEAD_MICROS * slack;
  }

  boolean reference(int track) {
    return track == reference;
  }

  /// What to take from a time the camera states to make it ours.
  long correction() {
    return trusted ? 0 : offset;
  }

  /// Whether any sender report came.
  public boolean known() {
    return reference != NONE;
  }

  public boolean trusted() {
    return trusted;
  }

  /// Camera's clock minus ours in microseconds, the way's delay included; 0 while not [#known].
  public long offsetMicros() {
    return offset;
  }
}
