package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// The head of one fragment for a player: `moof` and the beginning of `mdat`. The caller sends it, then the samples' bytes, track
/// by track in the order of [#track].
///
/// Unlike a recording's fragments it says nothing of its origin, so that one frame costs 120 bytes on its way to a screen.
/// Owned by its creator; used once.
public final class PlayerFragment {
  private static final int MDAT_HEADER = 8;

  private final BoxWriter out = BoxWriter.heap(256);
  private final int moof;
  private int[] fixups = new int[2];
  private long[] begins = new long[2];
  private int tracks;
  private long mediaLength;
  private int traf;
  private int trun;
  private int countAt;
  private int count;

  /// `sequence` counts the fragments of one player's buffer, from 1.
  public PlayerFragment(int sequence) {
    moof = out.begin(BoxType.MOOF);
    int mfhd = out.begin(BoxType.MFHD, 0, 0);
    out.u32(sequence);
    out.end(mfhd);
  }

  /// Begins the samples of track `index`, counted from 0, of which the first decodes at `ticks` of the player's clock.
  public void track(int index, long ticks) {
    endTrack();
    if (tracks == fixups.length) {
      fixups = Arrays.copyOf(fixups, 2 * tracks);
      begins = Arrays.copyOf(begins, 2 * tracks);
    }
    traf = out.begin(BoxType.TRAF);
    int tfhd = out.begin(BoxType.TFHD, 0, TrackRuns.DEFAULT_BASE_IS_MOOF);
    out.u32(index + 1);
    out.end(tfhd);
    int tfdt = out.begin(BoxType.TFDT, 1, 0);
    out.u64(ticks);
    out.end(tfdt);
    trun =
        out.begin(
            BoxType.TRUN,
            1,
            TrackRuns.DATA_OFFSET
                | TrackRuns.DURATION
                | TrackRuns.SIZE
                | TrackRuns.FLAGS
                | TrackRuns.COMPOSITION);
    countAt = out.size();
    out.u32(0);
    fixups[tracks] = out.size();
    begins[tracks++] = mediaLength;
    out.u32(0);
    count = 0;
  }

  public void sample(int duration, int size, int composition, boolean sync) {
    out.u32(duration);
    out.u32(size);
    out.u32(sync ? SampleFlags.SYNC : SampleFlags.DELTA);
    out.u32(composition);
    mediaLength += size;
    count++;
  }

  /// Bytes of media to follow.
  public long mediaLength() {
    return mediaLength;
  }

  public ByteBuffer head() {
    endTrack();
    out.end(moof);
    int length = out.size();
    for (int t = 0; t < tracks; t++) {
      out.add32(fixups[t], (int) (length + MDAT_HEADER + begins[t]));
    }
    out.u32((int) (mediaLength + MDAT_HEADER));
    out.u32(BoxType.MDAT);
    return out.written();
  }

  private void endTrack() {
    if (tracks > 0) {
      out.add32(countAt, count);
      out.end(trun);
      out.end(traf);
    }
  }

  /// Microseconds as ticks of `timescale`.
  public static long ticks(long micros, int timescale) {
    return Ticks.ofMicros(micros, timescale);
  }
}
