package nightjar.recorder.live;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.mp4.PlayerFragment;
import nightjar.media.mp4.PlayerMp4;
import org.jspecify.annotations.Nullable;

/// Wraps the frames of one session and coding as fragments of one frame each. Owned by one live stream.
///
/// A frame goes out before the next one is there, so it is said to last as long as the one before it. Media time follows the
/// camera's `dts` from the first frame on: steady, where wall time jitters.
final class Packager {
  /// One track as the player knows it.
  private static final class Lane {
    final int index;
    final CodecConfig config;
    long originTicks;
    long originDts;
    long lastDts = Long.MIN_VALUE;
    int duration;

    Lane(int index, CodecConfig config) {
      this.index = index;
      this.config = config;
      this.duration =
          switch (config) {
            case CodecConfig.Video _ -> config.timescale() / 25;
            case CodecConfig.Aac _ -> 1024;
            case CodecConfig.Opus _, CodecConfig.G711 _ -> config.timescale() / 50;
          };
    }
  }

  private final Map<Integer, Lane> lanes = new HashMap<>();
  private final long session;
  private final long zeroMicros;
  private final LiveItem.Init init;
  private int sequence;

  /// `tracks` are what is known to come; those that no browser plays are left out.
  Packager(long session, Frame first, SortedMap<Integer, CodecConfig> tracks) {
    this.session = session;
    this.zeroMicros = decodeMicros(first);
    List<CodecConfig> playable = new ArrayList<>();
    tracks.forEach((track, config) -> {
      CodecConfig current = track == first.track() ? first.config() : config;
      if (PlayerMp4.isPlayable(current)) {
        lanes.put(track, new Lane(playable.size(), current));
        playable.add(current);
      }
    });
    var video = (CodecConfig.Video) first.config();
    init =
        new LiveItem.Init(
            PlayerMp4.mime(playable),
            PlayerMp4.init(playable),
            zeroMicros,
            video.width(),
            video.height());
  }

  LiveItem.Init init() {
    return init;
  }

  /// Whether `frame`, a key frame, still belongs to this coding; sound that began late is a reason for a new one.
  boolean fits(long otherSession, Frame frame, SortedMap<Integer, CodecConfig> tracks) {
    if (session != otherSession) {
      return false;
    }
    for (Map.Entry<Integer, CodecConfig> each : tracks.entrySet()) {
      Lane lane = lanes.get(each.getKey());
      CodecConfig config = each.getKey() == frame.track() ? frame.config() : each.getValue();
      if (lane == null ? PlayerMp4.isPlayable(config) : !lane.config.equals(config)) {
        return false;
      }
    }
    return true;
  }

  /// The frame as a fragment with its bytes copied; null when it cannot be played here.
  LiveItem.@Nullable Chunk chunk(Frame frame) {
    Lane lane = lanes.get(frame.track());
    if (lane == null || !lane.config.equals(frame.config())) {
      return null;
    }
    int timescale = lane.config.timescale();
    if (lane.lastDts == Long.MIN_VALUE) {
      lane.originTicks = PlayerFragment.ticks(decodeMicros(frame) - zeroMicros, timescale);
      lane.originDts = frame.dts();
    } else if (frame.dts() > lane.lastDts) {
      lane.duration = (int) Math.min(frame.dts() - lane.lastDts, 10L * timescale);
    }
    long ticks = lane.originTicks + frame.dts() - lane.originDts;
    if (ticks < 0) {
      return null;
    }
    lane.lastDts = frame.dts();
    var fragment = new PlayerFragment(++sequence);
    fragment.track(lane.index, ticks);
    boolean picture = frame.config() instanceof CodecConfig.Video;
    fragment.sample(
        lane.duration, frame.length(), (int) (frame.pts() - frame.dts()), frame.sync() || !picture);
    ByteBuffer head = fragment.head();
    ByteBuffer bytes = ByteBuffer.allocate(head.remaining() + frame.length());
    bytes.put(head).put(frame.bytes()).flip();
    return new LiveItem.Chunk(bytes, picture && frame.sync(), picture, frame.wallMicros(), 0);
  }

  private static long decodeMicros(Frame frame) {
    return frame.wallMicros()
        - (frame.pts() - frame.dts()) * 1_000_000 / frame.config().timescale();
  }
}
