package nightjar.media.mp4;

import nightjar.media.codec.CodecConfig;

/// Writes the `moov` of a [VirtualMp4]. Owned by [VirtualMp4#of].
final class SpanMoov {
  private final SpanLayout layout;
  private final BoxWriter out;
  private final boolean wide;
  private final long wallMicros;

  /// Where the chunk offsets of each track begin in what was written.
  private final int[] offsetsAt;

  SpanMoov(SpanLayout layout, BoxWriter out, boolean wide) {
    this.layout = layout;
    this.out = out;
    this.wide = wide;
    wallMicros = layout.selection.fromWallMicros;
    offsetsAt = new int[layout.tracks.size()];
  }

  void write() {
    int moov = out.begin(BoxType.MOOV);
    MovieBoxes.mvhd(out, wallMicros, layout.to - layout.from, layout.tracks.size() + 1);
    for (int i = 0; i < layout.tracks.size(); i++) {
      trak(i, layout.tracks.get(i));
    }
    out.end(moov);
  }

  /// Makes chunk offsets, so far counted from the first byte of media, count from the start of the file.
  void mediaBeginsAt(long position) {
    for (int t = 0; t < offsetsAt.length; t++) {
      int chunks = layout.tracks.get(t).chunkOffsets.size();
      for (int i = 0; i < chunks; i++) {
        if (wide) {
          out.add64(offsetsAt[t] + 8 * i, position);
        } else {
          out.add32(offsetsAt[t] + 4 * i, (int) position);
        }
      }
    }
  }

  private void trak(int i, SpanTrack track) {
    CodecConfig config = track.configs.getFirst();
    int trak = out.begin(BoxType.TRAK);
    MovieBoxes.tkhd(out, i + 1, config, wallMicros, layout.to - layout.from);
    edits(track);
    int mdia = out.begin(BoxType.MDIA);
    int minf = MovieBoxes.media(out, config, wallMicros, track.end - track.dts.get(0));
    int stbl = out.begin(BoxType.STBL);
    SampleEntries.stsd(out, track.configs);
    stts(track);
    if (track.reordered) {
      ctts(track);
    }
    if (!track.allSync) {
      stss(track);
    }
    stsc(track);
    stsz(track);
    chunkOffsets(i, track);
    out.end(stbl);
    out.end(minf);
    out.end(mdia);
    out.end(trak);
  }

  /// The movie begins at the span's start, whatever must be decoded before.
  private void edits(SpanTrack track) {
    long from = ticks(layout.from, track.timescale);
    long late = Math.max(0, track.dts.get(0) - from);
    long end = Math.min(ticks(layout.to, track.timescale), track.shownEnd);
    int edts = out.begin(BoxType.EDTS);
    int elst = out.begin(BoxType.ELST, 1, 0);
    out.u32(late > 0 ? 2 : 1);
    if (late > 0) {
      edit(movieTicks(late, track.timescale), -1);
    }
    edit(movieTicks(Math.max(1, end - from - late), track.timescale), track.mediaTime(from + late));
    out.end(elst);
    out.end(edts);
  }

  private void edit(long duration, long mediaTime) {
    out.u64(duration);
    out.u64(mediaTime);
    out.u32(1 << 16);
  }

  private static long ticks(long movieTicks, int timescale) {
    return timescale == MovieBoxes.MOVIE_TIMESCALE
        ? movieTicks
        : Ticks.ofMicros(Ticks.toMicros(movieTicks, MovieBoxes.MOVIE_TIMESCALE), timescale);
  }

  private static long movieTicks(long ticks, int timescale) {
    return timescale == MovieBoxes.MOVIE_TIMESCALE
        ? ticks
        : Ticks.ofMicros(Ticks.toMicros(ticks, timescale), MovieBoxes.MOVIE_TIMESCALE);
  }

  private void stts(SpanTrack track) {
    RunLengths runs = new RunLengths(BoxType.STTS);
    for (int i = 0; i < track.count(); i++) {
      runs.add((int) track.duration(i));
    }
    runs.end();
  }

  private void ctts(SpanTrack track) {
    RunLengths runs = new RunLengths(BoxType.CTTS);
    for (int i = 0; i < track.count(); i++) {
      runs.add(track.composition(i));
    }
    runs.end();
  }

  /// Pairs of a number of samples and the value they share.
  private final class RunLengths {
    private final int box;
    private int entries;
    private int count;
    private int value;

    RunLengths(int type) {
      box = out.begin(type, 0, 0);
      out.u32(0);
    }

    void add(int next) {
      if (count > 0 && next != value) {
        flush();
      }
      value = next;
      count++;
    }

    void end() {
      flush();
      out.add32(box + 12, entries);
      out.end(box);
    }

    private void flush() {
      if (count > 0) {
        out.u32(count);
        out.u32(value);
        entries++;
        count = 0;
      }
    }
  }

  private void stss(SpanTrack track) {
    int box = out.begin(BoxType.STSS, 0, 0);
    int countAt = out.size();
    out.u32(0);
    for (int i = 0; i < track.count(); i++) {
      if (track.sync(i)) {
        out.u32(i + 1);
      }
    }
    out.add32(countAt, (out.size() - countAt) / 4 - 1);
    out.end(box);
  }

  private void stsc(SpanTrack track) {
    int box = out.begin(BoxType.STSC, 0, 0);
    int countAt = out.size();
    out.u32(0);
    long last = -1;
    for (int i = 0; i < track.chunks.size(); i++) {
      long chunk = track.chunks.get(i);
      if (chunk != last) {
        out.u32(i + 1);
        out.u32((int) chunk);
        out.u32((int) (chunk >> 32) + 1);
        last = chunk;
      }
    }
    out.add32(countAt, (out.size() - countAt) / 12);
    out.end(box);
  }

  private void stsz(SpanTrack track) {
    int box = out.begin(BoxType.STSZ, 0, 0);
    out.u32(0);
    out.u32(track.count());
    for (int i = 0; i < track.count(); i++) {
      out.u32(track.size(i));
    }
    out.end(box);
  }

  private void chunkOffsets(int t, SpanTrack track) {
    int box = out.begin(wide ? BoxType.CO64 : BoxType.STCO, 0, 0);
    int count = track.chunkOffsets.size();
    out.u32(count);
    offsetsAt[t] = out.size();
    for (int i = 0; i < count; i++) {
      if (wide) {
        out.u64(track.chunkOffsets.get(i));
      } else {
        out.u32((int) track.chunkOffsets.get(i));
      }
    }
    out.end(box);
  }
}
