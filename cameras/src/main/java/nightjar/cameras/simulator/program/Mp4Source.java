package nightjar.cameras.simulator.program;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.mp4.Mp4File;
import nightjar.media.mp4.Mp4Track;
import nightjar.media.mp4.SampleTable;

/// The first picture track and the first sound track of an MP4 file, over and over or once. Owned by the simulator's thread.
///
/// Timestamps go on from one round to the next. A round lasts as long as the pictures; sound beyond them is left out, unless
/// the file is shown once.
public final class Mp4Source implements Source {
  private static final long NANOS = 1_000_000_000L;

  private final ByteBuffer file;
  private final List<Mp4Track> tracks;
  private final boolean once;
  private final Scratch scratch;
  private final int[] next;

  /// The moment of the file that is the beginning of a round.
  private final long startNanos;

  private final long roundNanos;
  private long roundBegins;

  private Mp4Source(ByteBuffer file, List<Mp4Track> tracks, boolean once, Scratch scratch) {
    this.file = file;
    this.tracks = tracks;
    this.once = once;
    this.scratch = scratch;
    this.next = new int[tracks.size()];
    this.startNanos = tracks.stream().mapToLong(t -> nanos(t, t.samples().dts(0))).min().orElse(0);
    Mp4Track leader = tracks.getFirst();
    this.roundNanos = nanos(leader, leader.samples().endDts()) - startNanos;
  }

  /// Throws a [Fault] when there is nothing in the file that can be shown.
  public static Mp4Source open(Path path, boolean once, Scratch scratch) {
    ByteBuffer file;
    try (FileChannel channel = FileChannel.open(path)) {
      file = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND, "cannot read " + path, "Name an MP4 file below 2 GiB.", e);
    }
    List<Mp4Track> all = Mp4File.read(nightjar.media.mp4.Source.of(file)).tracks();
    List<Mp4Track> shown = new ArrayList<>();
    first(all, CodecConfig.Video.class, shown);
    first(all, CodecConfig.Audio.class, shown);
    if (shown.isEmpty()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "no H.264, H.265, AAC, G.711 or Opus in " + path,
          "Convert it with FFmpeg first.");
    }
    return new Mp4Source(file, shown, once, scratch);
  }

  private static void first(List<Mp4Track> all, Class<?> kind, List<Mp4Track> shown) {
    all.stream()
        .filter(t -> kind.isInstance(t.configs().getFirst()) && t.samples().count() > 0)
        .findFirst()
        .ifPresent(shown::add);
  }

  @Override
  public List<CodecConfig> tracks() {
    return tracks.stream().map(t -> t.configs().get(t.samples().config(0))).toList();
  }

  @Override
  public long nextNanos() {
    int track = nextTrack();
    return track < 0 ? ENDED : roundBegins + inRound(track);
  }

  @Override
  public Frame next(long wallMicros) {
    int index = nextTrack();
    Mp4Track track = tracks.get(index);
    SampleTable samples = track.samples();
    int sample = next[index]++;
    CodecConfig config = track.configs().get(samples.config(sample));
    ByteBuffer room = scratch.room(2 * samples.size(sample) + 16);
    copy(track, samples.offset(sample), samples.size(sample), room);
    Frame frame =
        new Frame(
            index,
            config,
            ticks(track, samples.dts(sample), config),
            ticks(track, samples.pts(sample), config),
            wallMicros,
            samples.sync(sample) || config instanceof CodecConfig.Audio,
            scratch.slab(),
            0,
            room.position());
    if (!once && nextTrack() < 0) {
      nextRound(roundNanos);
    }
    return frame;
  }

  /// Every NAL unit behind four bytes of length, whatever the file uses.
  private void copy(Mp4Track track, long offset, int size, ByteBuffer out) {
    int at = Math.toIntExact(offset);
    int end = at + size;
    int lengthBytes = track.nalLengthSize();
    if (lengthBytes == 0 || lengthBytes == 4) {
      out.put(file.slice(at, size));
      return;
    }
    while (end - at > lengthBytes) {
      int length = 0;
      for (int i = 0; i < lengthBytes; i++) {
        length = length << 8 | (file.get(at++) & 0xff);
      }
      length = Math.min(length, end - at);
      out.putInt(length).put(file.slice(at, length));
      at += length;
    }
  }

  /// The track whose next sample is due first, pictures before sound; -1 at the end of the round.
  private int nextTrack() {
    int first = -1;
    for (int i = 0; i < next.length; i++) {
      boolean left = next[i] < tracks.get(i).samples().count();
      if (left && (once || inRound(i) < roundNanos) && (first < 0 || inRound(i) < inRound(first))) {
        first = i;
      }
    }
    return first;
  }

  private long inRound(int track) {
    Mp4Track of = tracks.get(track);
    return nanos(of, of.samples().dts(next[track])) - startNanos;
  }

  private static long nanos(Mp4Track track, long ticks) {
    long shown = ticks - track.mediaStart();
    long scale = track.timescale();
    return Math.floorDiv(shown, scale) * NANOS + Math.floorMod(shown, scale) * NANOS / scale;
  }

  private long ticks(Mp4Track track, long ticks, CodecConfig config) {
    long scale = config.timescale();
    long shown = ticks - track.mediaStart();
    long inFile = Math.floorDiv(shown * scale, track.timescale());
    return inFile + Math.round((roundBegins - startNanos) / 1e9 * scale);
  }

  @Override
  public void restart() {
    long now = nextNanos();
    nextRound(now == ENDED ? roundNanos : now - roundBegins);
  }

  private void nextRound(long afterNanos) {
    roundBegins += afterNanos;
    Arrays.fill(next, 0);
  }

  @Override
  public void close() {}
}
