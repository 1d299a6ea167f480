package nightjar.recorder.playback;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.PlayerMp4;
import nightjar.recorder.mask.FootageCoder;
import nightjar.recorder.mask.Retouch;
import nightjar.store.read.Span;

/// A span as one MP4 file of fragments with something done to its pictures, coded anew slice by slice so that it needs no more memory
/// than a slice. Owned by one export.
public final class CodedExport {
  private static final long SLICE = 10_000_000;

  private final FootageCoder coder;
  private final Retouch retouch;

  public CodedExport(FootageCoder coder, Retouch retouch) {
    this.coder = coder;
    this.retouch = retouch;
  }

  /// Told after each slice, in microseconds of footage; throws to end it.
  @FunctionalInterface
  public interface Progress {
    void done(long micros, long of);
  }

  /// From the key frame at or before `from` to the end of the GOP that is going on at `to`. Returns when that key frame was recorded.
  public long send(Span span, long from, long to, WritableByteChannel out, Progress progress)
      throws IOException {
    long zero = Long.MIN_VALUE;
    List<CodecConfig> coding = List.of();
    int sequence = 1;
    for (long at = from; at < to; ) {
      long end = Math.min(Math.min(to, at + SLICE), steadyUntil(at));
      Optional<Clip> found =
          Clip.of(
              span, at, end, zero == Long.MIN_VALUE ? Optional.empty() : Optional.of(zero), false);
      if (found.isPresent()) {
        Clip clip = found.get();
        clip.retouch(retouch, coder);
        if (zero == Long.MIN_VALUE) {
          zero = clip.zeroMicros();
          coding = clip.configs();
          Clip.write(out, PlayerMp4.init(coding));
        } else if (!coding.equals(clip.configs())) {
          throw Fault.of(
              Fault.Kind.UNSUPPORTED,
              "the camera changed its coding within the span",
              "Export what is before and what is after it by itself.");
        }
        sequence = clip.fragments(out, sequence);
        end = Math.max(end, clip.endMicros());
      }
      progress.done(Math.min(end, to) - from, to - from);
      at = end;
    }
    if (zero == Long.MIN_VALUE) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND, "nothing was recorded in this span", "Choose another one.");
    }
    return zero;
  }

  private long steadyUntil(long at) {
    return retouch.time().map(time -> time.steadyUntil(at)).orElse(Long.MAX_VALUE);
  }
}
