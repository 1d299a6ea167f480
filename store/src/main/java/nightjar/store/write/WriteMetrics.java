package nightjar.store.write;

import java.util.concurrent.atomic.AtomicLong;

/// What the writing of one disk comes to. Safe for any thread because every number is atomic or volatile, and one thread writes the latter.
public final class WriteMetrics {
  private final AtomicLong droppedFrames = new AtomicLong();
  private final AtomicLong writtenBytes = new AtomicLong();
  private final AtomicLong passes = new AtomicLong();
  private final AtomicLong latePasses = new AtomicLong();
  private volatile long lastExposureNanos;
  private volatile long worstExposureNanos;
  private volatile long lastPassNanos;
  private volatile boolean lost;
  private volatile boolean ended;

  void dropped(int frames) {
    droppedFrames.addAndGet(frames);
  }

  void written(long bytes) {
    writtenBytes.addAndGet(bytes);
  }

  /// A commit is on the disk: how long its oldest frame had been in danger.
  void pass(long exposureNanos) {
    passes.incrementAndGet();
    lastExposureNanos = exposureNanos;
    worstExposureNanos = Math.max(worstExposureNanos, exposureNanos);
  }

  void late() {
    latePasses.incrementAndGet();
  }

  void took(long nanos) {
    lastPassNanos = nanos;
  }

  void lost(boolean now) {
    lost = now;
  }

  void ended() {
    ended = true;
  }

  /// Frames that came and were not recorded.
  public long droppedFrames() {
    return droppedFrames.get();
  }

  public long writtenBytes() {
    return writtenBytes.get();
  }

  public long passes() {
    return passes.get();
  }

  /// Passes after which footage had been in danger for longer than promised.
  public long latePasses() {
    return latePasses.get();
  }

  /// The lag: how much of the newest footage a power cut just before the last pass ended would have taken.
  public long lastExposureNanos() {
    return lastExposureNanos;
  }

  /// The largest lag since the store was opened.
  public long worstExposureNanos() {
    return worstExposureNanos;
  }

  /// Duration of the last pass: syncs and commit.
  public long lastPassNanos() {
    return lastPassNanos;
  }

  /// Whether the disk is gone, and nothing is written until it is back.
  public boolean isLost() {
    return lost;
  }

  /// Whether a bug ended the disk's thread: only a new process records again.
  public boolean isEnded() {
    return ended;
  }
}
