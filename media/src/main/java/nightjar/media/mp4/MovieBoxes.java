package nightjar.media.mp4;

import java.nio.charset.StandardCharsets;
import java.util.List;
import nightjar.media.codec.CodecConfig;

/// The boxes that `moov` of a recording file and of a virtual MP4 have in common. All in version 1: 64-bit times.
final class MovieBoxes {
  /// Ticks per second of edit lists and of the movie: the video's, so that a cut is exact.
  static final int MOVIE_TIMESCALE = 90_000;

  /// From 1904, where MP4 counts its seconds from, to 1970.
  private static final long EPOCH_SECONDS = 2_082_844_800L;

  private static final int[] IDENTITY = {0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000};

  private MovieBoxes() {}

  static void ftyp(BoxWriter out, int major, int... compatible) {
    int box = out.begin(BoxType.FTYP);
    out.u32(major);
    out.u32(0x200);
    for (int brand : compatible) {
      out.u32(brand);
    }
    out.end(box);
  }

  static void mvhd(BoxWriter out, long wallMicros, long duration, int nextTrackId) {
    int box = out.begin(BoxType.MVHD, 1, 0);
    times(out, wallMicros);
    out.u32(MOVIE_TIMESCALE);
    out.u64(duration);
    out.u32(0x10000);
    out.u16(0x100);
    out.zeros(10);
    matrix(out);
    out.zeros(24);
    out.u32(nextTrackId);
    out.end(box);
  }

  static void tkhd(BoxWriter out, int id, CodecConfig config, long wallMicros, long duration) {
    int box = out.begin(BoxType.TKHD, 1, 3);
    times(out, wallMicros);
    out.u32(id);
    out.u32(0);
    out.u64(duration);
    out.zeros(8);
    out.u16(0);
    switch (config) {
      case CodecConfig.Video video -> {
        out.zeros(2 + 4);
        matrix(out);
        out.u32(video.width() << 16);
        out.u32(video.height() << 16);
      }
      case CodecConfig.Audio _ -> {
        out.u16(0);
        out.u16(0x100);
        out.u16(0);
        matrix(out);
        out.zeros(8);
      }
    }
    out.end(box);
  }

  /// `mdhd` and `hdlr`, and `minf` up to the place of `stbl`; the caller ends `minf` with the returned mark.
  static int media(BoxWriter out, CodecConfig config, long wallMicros, long duration) {
    int mdhd = out.begin(BoxType.MDHD, 1, 0);
    times(out, wallMicros);
    out.u32(config.timescale());
    out.u64(duration);
    out.u16(0x55c4);
    out.u16(0);
    out.end(mdhd);
    boolean video = config instanceof CodecConfig.Video;
    int hdlr = out.begin(BoxType.HDLR, 0, 0);
    out.u32(0);
    out.u32(video ? BoxType.VIDE : BoxType.SOUN);
    out.zeros(12);
    out.bytes((video ? "video\0" : "audio\0").getBytes(StandardCharsets.US_ASCII));
    out.end(hdlr);
    int minf = out.begin(BoxType.MINF);
    if (video) {
      int vmhd = out.begin(BoxType.VMHD, 0, 1);
      out.zeros(8);
      out.end(vmhd);
    } else {
      int smhd = out.begin(BoxType.SMHD, 0, 0);
      out.zeros(4);
      out.end(smhd);
    }
    int dinf = out.begin(BoxType.DINF);
    int dref = out.begin(BoxType.DREF, 0, 0);
    out.u32(1);
    out.end(out.begin(BoxType.URL, 0, 1));
    out.end(dref);
    out.end(dinf);
    return minf;
  }

  /// The `moov` of a file whose samples come in fragments.
  static void fragmentedMoov(BoxWriter out, List<CodecConfig> tracks, long wallMicros) {
    int moov = out.begin(BoxType.MOOV);
    mvhd(out, wallMicros, 0, tracks.size() + 1);
    for (int i = 0; i < tracks.size(); i++) {
      CodecConfig config = tracks.get(i);
      int trak = out.begin(BoxType.TRAK);
      tkhd(out, i + 1, config, wallMicros, 0);
      int mdia = out.begin(BoxType.MDIA);
      int minf = media(out, config, wallMicros, 0);
      int stbl = out.begin(BoxType.STBL);
      SampleEntries.stsd(out, List.of(config));
      emptyTable(out, BoxType.STTS, 4);
      emptyTable(out, BoxType.STSC, 4);
      emptyTable(out, BoxType.STSZ, 8);
      emptyTable(out, BoxType.STCO, 4);
      out.end(stbl);
      out.end(minf);
      out.end(mdia);
      out.end(trak);
    }
    int mvex = out.begin(BoxType.MVEX);
    for (int i = 0; i < tracks.size(); i++) {
      int trex = out.begin(BoxType.TREX, 0, 0);
      out.u32(i + 1);
      out.u32(1);
      out.zeros(8);
      out.u32(SampleFlags.SYNC);
      out.end(trex);
    }
    out.end(mvex);
    out.end(moov);
  }

  private static void emptyTable(BoxWriter out, int type, int length) {
    int box = out.begin(type, 0, 0);
    out.zeros(length);
    out.end(box);
  }

  private static void times(BoxWriter out, long wallMicros) {
    long seconds = Math.floorDiv(wallMicros, 1_000_000) + EPOCH_SECONDS;
    out.u64(seconds);
    out.u64(seconds);
  }

  private static void matrix(BoxWriter out) {
    for (int value : IDENTITY) {
      out.u32(value);
    }
  }
}
