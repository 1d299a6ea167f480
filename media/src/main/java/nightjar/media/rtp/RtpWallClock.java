package nightjar.media.rtp;

/// Which wall time an RTP timestamp means. See docs/design/time.md.
///
/// wall = media time + offset. Before a sender report the offset is that of the packet that was least late in the last 5 to
/// 10 s: a late packet alone changes nothing, and no frame is later than its arrival. With sender reports from a trusted clock
/// it is theirs. Every change of offset is spread over seconds: wall time never jumps and never runs backwards, except when our
/// own clock is set. Owned by one track's receiver.
final class RtpWallClock {
  /// Half the time a packet stays the least late one; long enough for a Wi-Fi hiccup, short enough for 500 ppm (5 ms).
  private static final long WINDOW_MICROS = 5_000_000;

  /// The offset nears its target by 1/e in this time.
  private static final long SETTLE_MICROS = 5_000_000;

  /// Sender reports come every 5 s or so; this long without one and they are forgotten.
  private static final long REPORT_LIFE_MICROS = 60_000_000;

  private final int track;
  private final CameraClock camera;
  private boolean started;
  private long offset;
  private long lastMedia;
  private long lastArrival;
  private long windowStart;
  private long windowLeast;
  private long formerLeast;
  private boolean reported;
  private long reportOffset;
  private long reportArrival;

  RtpWallClock(int track, CameraClock camera) {
    this.track = track;
    this.camera = camera;
  }

  /// Microseconds since 1970 of the packet with media time `media` (any origin, microseconds).
  long wallMicros(long media, Arrival arrival) {
    long now = arrival.monotonicMicros();
    long delay = now - media;
    if (!started) {
      started = true;
      offset = delay;
      windowStart = now;
      windowLeast = delay;
      formerLeast = delay;
    } else {
      observe(delay, now);
      settle(media, now, arrival.wallMinusMonotonic());
    }
    if (offset > delay && !followsCamera()) {
      offset = delay;
    }
    lastMedia = media;
    lastArrival = now;
    return media + offset + arrival.wallMinusMonotonic();
  }

  /// The camera says that `media` was at `wall` on its clock.
  void report(long media, long wall, Arrival arrival) {
    if (!started) {
      return;
    }
    reported = true;
    reportOffset = wall - media;
    reportArrival = arrival.monotonicMicros();
    camera.report(track, reportOffset - arrival.wallMinusMonotonic() - least());
  }

  /// The media time was mended: what reports said of it no longer holds.
  void forgetReports() {
    reported = false;
  }

  private boolean followsCamera() {
    return reported && (camera.trusted() || !camera.reference(track));
  }

  private void observe(long delay, long now) {
    if (now - windowStart > WINDOW_MICROS) {
      windowStart = now;
      formerLeast = windowLeast;
      windowLeast = delay;
    } else {
      windowLeast = Math.min(windowLeast, delay);
    }
    if (now - reportArrival > REPORT_LIFE_MICROS) {
      reported = false;
    }
  }

  private long least() {
    return Math.min(windowLeast, formerLeast);
  }

  private void settle(long media, long now, long wallMinusMonotonic) {
    long target =
        followsCamera() ? reportOffset - wallMinusMonotonic - camera.correction() : least();
    long elapsed = Math.clamp(now - lastArrival, 0, 1_000_000);
    long step = (target - offset) * elapsed / SETTLE_MICROS;
    // Downwards at most half as fast as media time runs, so that wall time still advances.
    long room = Math.clamp(media - lastMedia, 0, elapsed) / 2;
    offset += Math.max(step, -room);
  }
}
