package nightjar.recorder.mask;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.media.frame.Frame;

/// Pictures lose their times in the coder but for milliseconds since the first; here they get them back. Safe for any thread because of
/// its lock.
final class Times {
  private static final int TICKS = 90;
  private static final int MOST = 1_000;

  /// When a picture is shown, in its track's ticks, and when it was taken.
  record Instant(long pts, long micros) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Long, Instant> waiting =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Instant> eldest) {
          return size() > MOST;
        }
      };
  private final long firstDts;
  private final long firstPts;
  private Instant last = new Instant(0, 0);
  private long lastMillis;

  /// Of the first frame, which is shown at 0.
  Times(long firstDts, long firstPts) {
    this.firstDts = firstDts;
    this.firstPts = firstPts;
  }

  /// When the frame is decoded, on the coder's clock.
  long ticks(Frame frame) {
    return frame.dts() - firstDts;
  }

  /// How much later it is shown; less than nothing for a B-frame beside a first frame that waits for it.
  int composition(Frame frame) {
    return (int) (frame.pts() - firstPts - ticks(frame));
  }

  void put(Frame frame) {
    lock.lock();
    try {
      waiting.put(
          Math.round((frame.pts() - firstPts) / (double) TICKS),
          new Instant(frame.pts(), frame.wallMicros()));
    } finally {
      lock.unlock();
    }
  }

  /// Of the picture that comes out at `millis`; counted on from the one before when FFmpeg made a time up.
  Instant take(long millis) {
    lock.lock();
    try {
      Instant found = waiting.remove(millis);
      if (found == null) {
        long later = millis - lastMillis;
        found = new Instant(last.pts() + later * TICKS, last.micros() + later * 1_000);
      }
      last = found;
      lastMillis = millis;
      return found;
    } finally {
      lock.unlock();
    }
  }
}
