package nightjar.cameras.simulator.fault;

import nightjar.media.codec.CodecConfig;

/// Which frame a stage works on.
///
/// @param playingNanos since the first viewer came
/// @param sync a key frame, or audio
public record Moment(int track, CodecConfig config, long playingNanos, boolean sync) {
  public double playingSeconds() {
    return playingNanos / 1e9;
  }

  public boolean keyFrame() {
    return sync && config instanceof CodecConfig.Video;
  }
}
