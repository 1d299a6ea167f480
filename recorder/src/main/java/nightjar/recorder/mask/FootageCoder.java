package nightjar.recorder.mask;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.media.codec.CodecConfig;

/// Codes footage anew, a few stretches at once: each takes a core, and recording comes first. Safe for any thread because of its
/// semaphore.
public final class FootageCoder {
  /// Looked for on the path.
  static final String FFMPEG = "ffmpeg";

  private static final int PATIENCE_SECONDS = 30;
  private static final String NOTHING = "null";

  private final Semaphore places;
  private final Clock clock;

  public FootageCoder(int most, Clock clock) {
    this.places = new Semaphore(most, true);
    this.clock = clock;
  }

  /// Whether this machine has an FFmpeg that can decode and encode H.264. Takes a tenth of a second.
  public static boolean works() {
    return Coder.works(FFMPEG, NOTHING);
  }

  /// An UNSUPPORTED fault unless FFmpeg is here and can do this to a picture.
  public static void requireAbleTo(Retouch retouch) {
    if (!Coder.works(FFMPEG, retouch.filter(0))) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the time cannot be burnt in: FFmpeg is not installed, or has no font",
          "Install the packages ffmpeg and fonts-dejavu-core, or export without the time in the picture.");
    }
  }

  /// Waits for a place, and is refused when there is none.
  ///
  /// @param micros when the first picture was taken, since 1970
  public CodedPictures pictures(
      Retouch retouch, long micros, CodecConfig.Video config, CodedPictures.Source source) {
    try {
      if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw Fault.of(
            Fault.Kind.BUSY,
            "as much footage as this recorder can code anew at once is being coded",
            "Try again in a moment.");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts whoever waits for footage", e);
    }
    try {
      return CodedPictures.of(FFMPEG, config, retouch.filter(micros), source, clock);
    } finally {
      places.release();
    }
  }
}
