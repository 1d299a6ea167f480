package nightjar.media.time;

/// Makes decoding times from presentation times as frames arrive, without waiting for the next frame.
///
/// Frames come in decoding order. With a reorder depth of `n` frames, frame number `i` decodes at the `i - n`-th smallest
/// presentation time, which is the `n + 1`-th greatest seen so far; nothing that comes later can change it. The first `n`
/// frames decode one usual interval apart before that. Without reordering `dts` is `pts`.
///
/// The depth is what the sequence parameter set says; when it says nothing it starts at 0 and grows when a frame is shown
/// before frames decoded earlier. While it grows, a few frames have a `pts` below their `dts`.
///
/// A timestamp more than ten seconds ahead of all before, or more than one second behind where reordering could put it, is
/// a camera that set its clock: media time then goes on by the wall time gone by, or by one usual interval, and all later
/// timestamps move by the same amount. A smaller step back is waited out, one tick a frame. So `dts` always increases, never
/// stalls for long, and does not drift on jitter. Owned by one track's depacketizer.
public final class DecodeTimes {
  /// `max_dec_frame_buffering` and `sps_max_num_reorder_pics` are at most 16 (H.264, A.3.1; H.265, A.4.2).
  private static final int MAX_DEPTH = 16;

  private static final int MAX_SECONDS_AHEAD = 10;

  private final int timescale;

  /// The greatest presentation times so far, greatest first.
  private final long[] greatest = new long[MAX_DEPTH + 1];

  private int size;
  private int depth;
  private boolean depthKnown;
  private long interval;
  private long offset;
  private long lastWallMicros;
  private long dts;
  private long pts;

  public DecodeTimes(int timescale) {
    this.timescale = timescale;
    this.interval = Math.max(1, timescale / 25);
  }

  /// At most `frames` frames come before a frame in decoding order and after it in presentation order.
  public void reorderDepth(int frames) {
    depth = Math.min(frames, MAX_DEPTH);
    depthKnown = true;
  }

  /// How long a frame lasts as far as known before the first two tell.
  public void usualInterval(int ticks) {
    interval = ticks;
  }

  /// The stream does not say how deep it reorders: learn it.
  public void unknownReorderDepth() {
    depthKnown = false;
  }

  /// Takes the next frame in decoding order; `bidirectional` when it may be shown before a frame decoded earlier.
  public void next(long timestamp, long wallMicros, boolean bidirectional) {
    pts = timestamp + offset;
    int later = countLater();
    boolean learns = !depthKnown && bidirectional && later <= MAX_DEPTH;
    if (size > 0 && (tooFarAhead() || (later > depth && !learns && tooFarBehind()))) {
      pts = greatest[0] + elapsed(wallMicros);
      offset = pts - timestamp;
      later = 0;
    }
    if (learns) {
      depth = Math.max(depth, later);
    }
    if (size > depth && pts > greatest[0]) {
      interval = Math.max(1, (pts - greatest[0]) / (depth + 1));
    }
    insert(later);
    long made = size > depth ? greatest[depth] : greatest[size - 1] - (depth - size + 1) * interval;
    dts = size == 1 ? made : Math.max(made, dts + 1);
    if (!learns) {
      pts = Math.max(pts, dts);
    }
    lastWallMicros = wallMicros;
  }

  public long dts() {
    return dts;
  }

  public long pts() {
    return pts;
  }

  private boolean tooFarAhead() {
    return pts - greatest[0] > (long) MAX_SECONDS_AHEAD * timescale;
  }

  private boolean tooFarBehind() {
    return dts - pts > timescale;
  }

  private long elapsed(long wallMicros) {
    long micros = wallMicros - lastWallMicros;
    boolean plausible = micros > 0 && micros < 86_400_000_000L;
    return plausible ? Math.max(1, micros * timescale / 1_000_000) : interval;
  }

  private int countLater() {
    int later = 0;
    while (later < size && greatest[later] > pts) {
      later++;
    }
    return later;
  }

  private void insert(int index) {
    if (index >= greatest.length) {
      return;
    }
    size = Math.min(size + 1, greatest.length);
    System.arraycopy(greatest, index, greatest, index + 1, size - 1 - index);
    greatest[index] = pts;
  }
}
