package nightjar.cli;

import java.util.List;
import nightjar.base.time.Clock;
import nightjar.cameras.session.SessionStatus;
import nightjar.media.rtp.RtpCounters;
import nightjar.media.rtsp.SessionCounters;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.store.write.WriteMetrics;

/// Turns what the recorder knows about itself into one line for a person. Owned by the command's thread.
final class StatusBoard {
  private final Terminal terminal;
  private final Clock clock;
  private final Recorded recorded;
  private long lastBytes;
  private long lastNanos;
  private double megabitsPerSecond;

  StatusBoard(Terminal terminal, Clock clock, Recorded recorded) {
    this.terminal = terminal;
    this.clock = clock;
    this.recorded = recorded;
    this.lastNanos = clock.nanos();
  }

  /// All streams in one line: how many play, how fast, what was lost, how far the disk is behind.
  String line(List<StreamStatus> streams, WriteMetrics metrics) {
    long bytes = 0;
    long lost = 0;
    int playing = 0;
    for (StreamStatus stream : streams) {
      if (stream.session() instanceof SessionStatus.Playing p) {
        playing++;
        bytes += p.counters().bytes();
        lost += lost(p.counters());
      }
    }
    measure(bytes);
    return terminal.say(
        "status.line",
        playing,
        streams.size(),
        megabitsPerSecond,
        recorded.frames(),
        recorded.bytes() / 1e6,
        lost,
        metrics.droppedFrames(),
        metrics.lastExposureNanos() / 1e9);
  }

  private void measure(long bytes) {
    long now = clock.nanos();
    if (now - lastNanos >= 1_000_000_000) {
      megabitsPerSecond = Math.max(0, (bytes - lastBytes) * 8_000.0 / (now - lastNanos));
      lastNanos = now;
      lastBytes = bytes;
    }
  }

  static long lost(SessionCounters counters) {
    long lost = counters.framesDropped();
    for (RtpCounters track : counters.tracks()) {
      lost += track.lost();
    }
    return lost;
  }
}
