package nightjar.media.audio;

import java.nio.ByteBuffer;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.time.DecodeTimes;

/// Hands over audio frames with times in the configuration's ticks. Owned by one track's depacketizer.
final class AudioFrames {
  private final int track;
  private final CodecConfig.Audio config;
  private final int clockRate;
  private final FrameBuilder out;
  private final FrameSink sink;
  private final DecodeTimes times;
  private long dropped;

  /// @param clockRate ticks per second of the RTP timestamp
  AudioFrames(
      int track, CodecConfig.Audio config, int clockRate, FrameBuilder out, FrameSink sink) {
    this.track = track;
    this.config = config;
    this.clockRate = clockRate;
    this.out = out;
    this.sink = sink;
    this.times = new DecodeTimes(config.timescale());
    times.reorderDepth(0);
  }

  long dropped() {
    return dropped;
  }

  /// Bytes of the unfinished frame.
  int length() {
    return out.length();
  }

  /// Appends to the unfinished frame; false, and the frame is gone, when it grew too large.
  boolean append(ByteBuffer source, int offset, int length) {
    try {
      out.append(source, offset, length);
      return true;
    } catch (Fault fault) {
      drop();
      if (fault.kind() != Fault.Kind.PROTOCOL) {
        throw fault;
      }
      return false;
    }
  }

  /// Forgets the unfinished frame, and counts it.
  void drop() {
    out.drop();
    dropped++;
  }

  /// Ends the unfinished frame, which was captured `later` RTP ticks after `timestamp`.
  void finish(long timestamp, long wallMicros, long later) {
    long wall = wallMicros + later * 1_000_000 / clockRate;
    times.next(scaled(timestamp + later), wall, false);
    sink.frame(out.finish(track, config, times.dts(), times.pts(), wall, true));
  }

  void close() {
    out.close();
  }

  private long scaled(long ticks) {
    int timescale = config.timescale();
    if (timescale == clockRate) {
      return ticks;
    }
    long seconds = Math.floorDiv(ticks, clockRate);
    return seconds * timescale + (ticks - seconds * clockRate) * timescale / clockRate;
  }
}
