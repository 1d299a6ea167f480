package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.Slab;

/// Turns frames into the bytes of one recording file: `ftyp`, [FileHeader], `moov`, then per fragment [FragmentHeader],
/// `prft`, `moof`, `mdat`. Media is never copied: a fragment is a head and the memory ranges of its frames.
///
/// Media time zero of the file is the wall time of its first frame, for every track, so that picture and sound agree. Of frames that
/// a camera had kept and sent at once it is when they were captured, not when they came: see [TrackClock#hear].
/// Owned by one recording; one thread at a time.
public final class FragmentWriter {
  /// A `dts` nobody knows yet.
  public static final long UNKNOWN = Long.MIN_VALUE;

  private static final int MDAT_HEADER = 8;

  private final List<CodecConfig> configs;
  private final long floorMicros;
  private final TrackClock[] tracks;
  private final ByteBuffer init;
  private final BoxWriter head = BoxWriter.direct(16 << 10);
  private final CRC32C crc = new CRC32C();
  private final ArrayList<ByteBuffer> buffers = new ArrayList<>();
  private final FrameIndexWriter index;
  private long zeroWallMicros = UNKNOWN;
  private int sequence;

  /// `configs` holds each track's configuration by its index; a frame with another one belongs into another file.
  public FragmentWriter(FileHeader header, List<CodecConfig> configs) {
    this(header, configs, Long.MIN_VALUE);
  }

  /// `floorMicros` is where the file before it ended: frames that a camera had kept do not begin before that.
  public FragmentWriter(FileHeader header, List<CodecConfig> configs, long floorMicros) {
    this.configs = List.copyOf(configs);
    this.floorMicros = floorMicros;
    tracks = new TrackClock[configs.size()];
    for (int i = 0; i < tracks.length; i++) {
      tracks[i] = new TrackClock(configs.get(i));
    }
    init = init(header, this.configs);
    index = new FrameIndexWriter(init.remaining(), this.configs);
  }

  /// The beginning of the file, to be written before the first fragment.
  public ByteBuffer init() {
    return init.asReadOnlyBuffer();
  }

  /// Whether `frame` can go into this file.
  public boolean accepts(Frame frame) {
    return frame.track() < tracks.length && configs.get(frame.track()).equals(frame.config());
  }

  /// How far the wall time of `frame` is ahead of the file's own timeline: camera clocks drift and step. A recorder begins a
  /// new file when this grows past what people would notice.
  public long driftMicros(Frame frame) {
    TrackClock track = tracks[frame.track()];
    return track.started ? frame.wallMicros() - wall(track, frame.pts() - track.origin) : 0;
  }

  /// The [FrameIndex] of all fragments so far. A prefix of it, taken after any fragment, is the index of the file so far.
  public ByteBuffer index() {
    return index.written();
  }

  /// Bytes of [#index] now.
  public int indexSize() {
    return index.size();
  }

  /// Lays out one fragment. `frames` holds at least one, each track's in decoding order; `nextDts` holds for each track the
  /// `dts` of the frame that comes after these, or [#UNKNOWN].
  public Fragment write(List<Frame> frames, long[] nextDts) {
    startTracks(frames);
    int moofAt = begin(frames);
    crc.reset();
    buffers.clear();
    buffers.add(init); // place of the head
    long mediaLength = 0;
    for (int t = 0; t < tracks.length; t++) {
      TrackClock track = tracks[t];
      if (track.count > 0) {
        long length = traf(t, frames, nextDts[t], mediaLength);
        gather(t, frames);
        mediaLength += length;
      }
    }
    return finish(moofAt, mediaLength);
  }

  private static ByteBuffer init(FileHeader header, List<CodecConfig> configs) {
    BoxWriter moov = BoxWriter.heap(1 << 10);
    MovieBoxes.fragmentedMoov(moov, configs, header.createdWallMicros());
    BoxWriter out = BoxWriter.direct(2 << 10);
    MovieBoxes.ftyp(out, BoxType.ISO6, BoxType.ISO6, BoxType.ISOM, BoxType.MP41);
    header.write(out, moov.written());
    out.buffer(moov.written());
    return out.written();
  }

  /// Settles when the tracks begin whose first frames are in this fragment.
  private void startTracks(List<Frame> frames) {
    for (Frame frame : frames) {
      tracks[frame.track()].hear(frame, floorMicros);
    }
    if (zeroWallMicros == UNKNOWN) {
      zeroWallMicros = Long.MAX_VALUE;
      for (TrackClock track : tracks) {
        zeroWallMicros = Math.min(zeroWallMicros, track.beginsMicros);
      }
      index.zeroWallMicros(zeroWallMicros);
    }
    for (TrackClock track : tracks) {
      track.start(zeroWallMicros);
    }
  }

  /// Counts the frames of each track, and writes the head up to the first `traf`.
  private int begin(List<Frame> frames) {
    for (TrackClock track : tracks) {
      track.count = 0;
    }
    for (int i = 0; i < frames.size(); i++) {
      Frame frame = frames.get(i);
      TrackClock track = tracks[frame.track()];
      if (track.count++ == 0) {
        track.first = i;
        track.reordered = false;
      }
      track.reordered |= frame.pts() != frame.dts();
    }
    sequence++;
    head.reset();
    head.zeros(FragmentHeader.SIZE);
    prft(frames.get(referenceTrack().first));
    int moofAt = head.begin(BoxType.MOOF);
    int mfhd = head.begin(BoxType.MFHD, 0, 0);
    head.u32(sequence);
    head.end(mfhd);
    return moofAt;
  }

  /// The wall clock of the first frame, where players and editors look for it (ISO/IEC 14496-12, 8.16.5).
  private void prft(Frame frame) {
    int box = head.begin(BoxType.PRFT, 1, 0);
    head.u32(frame.track() + 1);
    head.u64(Ntp.ofWallMicros(frame.wallMicros()));
    head.u64(Math.max(0, frame.pts() - tracks[frame.track()].origin));
    head.end(box);
  }

  private long traf(int t, List<Frame> frames, long nextDts, long mediaOffset) {
    TrackClock track = tracks[t];
    boolean video = track.config instanceof CodecConfig.Video;
    int traf = head.begin(BoxType.TRAF);
    int tfhd = head.begin(BoxType.TFHD, 0, TrackRuns.DEFAULT_BASE_IS_MOOF);
    head.u32(t + 1);
    head.end(tfhd);
    long start = Math.max(0, frames.get(track.first).dts() - track.origin);
    int tfdt = head.begin(BoxType.TFDT, 1, 0);
    head.u64(start);
    head.end(tfdt);
    int flags =
        TrackRuns.DATA_OFFSET
            | TrackRuns.DURATION
            | TrackRuns.SIZE
            | (video ? TrackRuns.FLAGS : 0)
            | (track.reordered ? TrackRuns.COMPOSITION : 0);
    int trun = head.begin(BoxType.TRUN, 1, flags);
    head.u32(track.count);
    track.dataOffsetAt = head.size();
    head.u32((int) mediaOffset);
    long length = samples(t, frames, nextDts, start);
    head.end(trun);
    head.end(traf);
    return length;
  }

  private long samples(int t, List<Frame> frames, long nextDts, long start) {
    TrackClock track = tracks[t];
    boolean video = track.config instanceof CodecConfig.Video;
    index.run(t, start, track.count, track.reordered);
    track.startTicks = start;
    track.endTicks = start;
    long length = 0;
    for (int i = next(frames, t, 0); i < frames.size(); ) {
      Frame frame = frames.get(i);
      int following = next(frames, t, i + 1);
      long dtsAfter = following < frames.size() ? frames.get(following).dts() : nextDts;
      int duration = track.duration(frame, dtsAfter);
      int composition = (int) (frame.pts() - frame.dts());
      head.u32(duration);
      head.u32(frame.length());
      if (video) {
        head.u32(frame.sync() ? SampleFlags.SYNC : SampleFlags.DELTA);
      }
      if (track.reordered) {
        head.u32(composition);
      }
      index.frame(duration, frame.length(), composition, frame.sync() || !video);
      track.endTicks += duration;
      length += frame.length();
      i = following;
    }
    return length;
  }

  /// Adds the memory of track `t`, frames that lie side by side as one buffer.
  private void gather(int t, List<Frame> frames) {
    int i = tracks[t].first;
    while (i < frames.size()) {
      Frame frame = frames.get(i);
      Slab slab = frame.slab();
      int end = frame.offset() + frame.length();
      i = next(frames, t, i + 1);
      while (i < frames.size() && frames.get(i).slab() == slab && frames.get(i).offset() == end) {
        end += frames.get(i).length();
        i = next(frames, t, i + 1);
      }
      ByteBuffer range = slab.memory().slice(frame.offset(), end - frame.offset());
      crc.update(range.duplicate());
      buffers.add(range);
    }
  }

  private Fragment finish(int moofAt, long mediaLength) {
    if (mediaLength > Integer.MAX_VALUE - MDAT_HEADER) {
      throw new IllegalArgumentException("a fragment of " + mediaLength + " bytes");
    }
    head.end(moofAt);
    int moofSize = head.size() - moofAt;
    for (TrackClock track : tracks) {
      if (track.count > 0) {
        head.add32(track.dataOffsetAt, moofSize + MDAT_HEADER);
      }
    }
    head.u32((int) mediaLength + MDAT_HEADER);
    head.u32(BoxType.MDAT);
    ByteBuffer bytes = head.written();
    TrackClock reference = referenceTrack();
    FragmentHeader header =
        new FragmentHeader(
            sequence,
            bytes.limit(),
            mediaLength,
            zeroWallMicros,
            wall(reference, reference.startTicks),
            wall(reference, reference.endTicks),
            FileHeader.crc(bytes, FragmentHeader.SIZE, bytes.limit()),
            (int) crc.getValue());
    header.write(bytes);
    index.fragment(header.headLength());
    buffers.set(0, bytes);
    Fragment fragment = new Fragment(buffers.toArray(ByteBuffer[]::new), header);
    buffers.clear();
    return fragment;
  }

  private long wall(TrackClock track, long ticks) {
    return zeroWallMicros + Ticks.toMicros(ticks, track.timescale);
  }

  /// The lowest track with frames in this fragment: the pictures, unless there are none.
  private TrackClock referenceTrack() {
    for (TrackClock track : tracks) {
      if (track.count > 0) {
        return track;
      }
    }
    throw new IllegalArgumentException("a fragment without frames");
  }

  private static int next(List<Frame> frames, int track, int from) {
    int i = from;
    while (i < frames.size() && frames.get(i).track() != track) {
      i++;
    }
    return i;
  }
}
