package nightjar.recorder.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.rtsp.Ended;
import nightjar.media.rtsp.RtspClient;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspSession;
import nightjar.media.rtsp.RtspTarget;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.playback.Still;
import org.jspecify.annotations.Nullable;

/// Connects once to a camera, watches it for two seconds and tells what it sends. One try: cameras lock accounts.
/// Owned by the request that made it; a watchdog only asks its session to stop.
public final class CameraProbe {
  /// Enough pictures for a frame rate, and for most cameras' next key frame.
  private static final Duration LOOK = Duration.ofSeconds(2);

  /// Cameras with a key frame every few seconds.
  private static final Duration PATIENCE = Duration.ofSeconds(12);

  private static final int MICROS = 1_000_000;

  /// What was seen.
  ///
  /// @param bitsPerSecond of pictures and sound
  public record Seen(
      List<CodecConfig> configs,
      double framesPerSecond,
      long bitsPerSecond,
      Optional<Still> still,
      long tookMicros) {
    public Seen {
      configs = List.copyOf(configs);
    }
  }

  private final Clock clock;
  private final Stop stop = new Stop();
  private final List<CodecConfig> configs = new ArrayList<>();
  private @Nullable Still still;
  private long bytes;
  private int pictures;
  private long firstPts;
  private long lastPts;
  private long begunNanos;

  private CameraProbe(Clock clock) {
    this.clock = clock;
  }

  /// Blocks for a few seconds. A [Fault] says why the camera does not play.
  public static Seen look(RtspClient client, RtspUrl url, RtspOptions options, Clock clock) {
    var probe = new CameraProbe(clock);
    long began = clock.nanos();
    var watchdog = new Stop();
    Thread.ofVirtual()
        .name("camera test watchdog")
        .start(() -> {
          if (!clock.sleep(PATIENCE, watchdog)) {
            probe.stop.request();
          }
        });
    try (RtspSession session = client.open(new RtspTarget("test", url), options, probe.stop)) {
      Ended ended = session.play(probe::frame, probe.stop);
      if (probe.configs.isEmpty()) {
        throw nothing(ended);
      }
    } finally {
      watchdog.request();
    }
    return probe.seen((clock.nanos() - began) / 1_000);
  }

  private static Fault nothing(Ended ended) {
    return switch (ended) {
      case Ended.Failed(Fault fault) -> fault;
      case Ended.Stopped _, Ended.PeerClosed _, Ended.Stalled _ ->
          Fault.of(
              Fault.Kind.UNREACHABLE,
              "the camera answers but sends no picture",
              "A firewall may keep the media out, or the camera is overloaded.");
    };
  }

  private void frame(Frame frame) {
    if (begunNanos == 0) {
      begunNanos = clock.nanos();
    }
    bytes += frame.length();
    if (!configs.contains(frame.config()) && configs.size() < 4) {
      configs.add(frame.config());
    }
    if (frame.config() instanceof CodecConfig.Video video) {
      picture(frame, video);
    }
    if (still != null && clock.nanos() - begunNanos > LOOK.toNanos()) {
      stop.request();
    }
  }

  private void picture(Frame frame, CodecConfig.Video video) {
    if (pictures++ == 0) {
      firstPts = frame.dts();
    }
    lastPts = frame.dts();
    if (frame.sync() && still == null) {
      still = Still.of(video, frame.bytes(), frame.wallMicros());
    }
  }

  private Seen seen(long tookMicros) {
    long ticks = lastPts - firstPts;
    double fps = ticks > 0 ? (pictures - 1) * 90_000.0 / ticks : 0;
    long watched = Math.max(1, (clock.nanos() - begunNanos) / 1_000);
    return new Seen(
        configs,
        Math.round(fps * 10) / 10.0,
        bytes * 8 * MICROS / watched,
        Optional.ofNullable(still),
        tookMicros);
  }
}
