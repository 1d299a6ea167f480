package nightjar.recorder.playback;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.PlayerMp4;
import nightjar.recorder.mask.Mask;
import nightjar.recorder.mask.Masks;
import nightjar.store.read.Span;

/// A span of a masked camera as one MP4 file of fragments, coded anew minute by minute so that it needs no more memory than a minute.
/// Owned by one export.
public final class MaskedExport {
  private static final long MINUTE = 60_000_000;

  private final Masks masks;
  private final Mask mask;

  public MaskedExport(Masks masks, Mask mask) {
    this.masks = masks;
    this.mask = mask;
  }

  /// Told after each minute, in microseconds of footage; throws to end it.
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
      long end = Math.min(to, at + MINUTE);
      Optional<Clip> found =
          Clip.of(
              span, at, end, zero == Long.MIN_VALUE ? Optional.empty() : Optional.of(zero), false);
      if (found.isPresent()) {
        Clip clip = found.get();
        clip.mask(mask, masks);
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
}
