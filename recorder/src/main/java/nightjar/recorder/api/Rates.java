package nightjar.recorder.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.base.time.Clock;
import nightjar.cameras.session.SessionStatus;
import nightjar.media.rtp.RtpCounters;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.store.recording.StreamKey;

/// What each stream takes of the network, measured over the last five to ten seconds: long enough for a key frame's turn, short enough to
/// see a camera that was changed. Safe for any thread because its methods are synchronized.
final class Rates {
  private static final long WINDOW_NANOS = 5_000_000_000L;

  /// Counted by the session so far.
  private record Mark(long bytes, long nanos) {}

  private record Window(Mark old, Mark young) {}

  private final Clock clock;
  private final Map<StreamKey, Window> windows = new HashMap<>();

  Rates(Clock clock) {
    this.clock = clock;
  }

  /// To be called about once a second.
  synchronized void look(List<StreamStatus> streams) {
    long now = clock.nanos();
    windows
        .keySet()
        .retainAll(
            streams.stream()
                .filter(each -> each.session() instanceof SessionStatus.Playing)
                .map(StreamStatus::stream)
                .toList());
    for (StreamStatus each : streams) {
      if (each.session() instanceof SessionStatus.Playing playing) {
        see(each.stream(), new Mark(bytes(playing), now));
      }
    }
  }

  /// By TCP or UDP alike.
  private static long bytes(SessionStatus.Playing playing) {
    return playing.counters().tracks().stream().mapToLong(RtpCounters::bytes).sum();
  }

  private void see(StreamKey stream, Mark mark) {
    Window window = windows.get(stream);
    if (window == null || mark.bytes < window.young.bytes) {
      windows.put(stream, new Window(mark, mark)); // a session that began anew counts from nothing
    } else if (mark.nanos - window.young.nanos >= WINDOW_NANOS) {
      windows.put(stream, new Window(window.young, mark));
    }
  }

  /// Empty until it was watched for five seconds.
  synchronized Optional<Long> bitsPerSecond(StreamKey stream) {
    Window window = windows.get(stream);
    if (window == null || window.young.nanos == window.old.nanos) {
      return Optional.empty();
    }
    double seconds = (window.young.nanos - window.old.nanos) / 1e9;
    return Optional.of(Math.round((window.young.bytes - window.old.bytes) * 8 / seconds));
  }
}
