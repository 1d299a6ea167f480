package nightjar.media.mp4;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;

/// Real footage recorded into our files: one file about every `fileMicros`, one fragment a group of pictures.
final class Footage {
  final Map<String, byte[]> files = new LinkedHashMap<>();
  final List<Piece> pieces = new ArrayList<>();

  /// All frames recorded, as they were given to the writer.
  final List<Frame> frames = new ArrayList<>();

  private final SlabPool pool = new SlabPool(1 << 20, 1L << 30);

  /// The frames of an MP4 file whose first moment is at `wall`. Video must have a timescale of 90 kHz.
  List<Frame> read(Path mp4, long wall) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(mp4));
    List<Frame> read = new ArrayList<>();
    int number = 0;
    for (Mp4Track track : Mp4File.read(Source.of(bytes)).tracks()) {
      FrameBuilder builder = new FrameBuilder(pool, 8 << 20);
      SampleTable samples = track.samples();
      CodecConfig config = track.configs().getFirst();
      if (track.timescale() != config.timescale()) {
        throw new IllegalArgumentException("timescale " + track.timescale());
      }
      for (int i = 0; i < samples.count(); i++) {
        builder.append(Bytes.copyOf(bytes, (int) samples.offset(i), samples.size(i)));
        long time = wall + Ticks.toMicros(samples.pts(i), track.timescale());
        Frame frame =
            builder.finish(
                number,
                config,
                samples.dts(i) + 1_000_000,
                samples.pts(i) + 1_000_000,
                time,
                samples.sync(i));
        frame.retain();
        read.add(frame);
      }
      number++;
    }
    return read;
  }

  /// Frames of raw sound, `size` bytes each, as track `track`.
  List<Frame> sound(CodecConfig config, int track, byte[] raw, int size, long wall) {
    List<Frame> read = new ArrayList<>();
    FrameBuilder builder = new FrameBuilder(pool, 1 << 20);
    for (int at = 0; at + size <= raw.length; at += size) {
      builder.append(ByteBuffer.wrap(raw), at, size);
      long time = wall + Ticks.toMicros(at, config.timescale());
      Frame frame = builder.finish(track, config, at + 7_000L, at + 7_000L, time, true);
      frame.retain();
      read.add(frame);
    }
    return read;
  }

  /// Records frames of one session: in the order they are decoded, sound beside the pictures.
  Footage record(List<Frame> session, long fileMicros) {
    List<Frame> sorted = new ArrayList<>(session);
    sorted.sort(Comparator.comparingLong(TrackClock::decodeWall));
    int tracks = sorted.stream().mapToInt(Frame::track).max().orElseThrow() + 1;
    int at = 0;
    while (at < sorted.size()) {
      at = file(sorted, at, tracks, fileMicros);
    }
    frames.addAll(sorted);
    return this;
  }

  private int file(List<Frame> session, int from, int tracks, long fileMicros) {
    List<CodecConfig> configs = new ArrayList<>();
    for (int t = 0; t < tracks; t++) {
      int track = t;
      configs.add(
          session.stream().filter(f -> f.track() == track).findFirst().orElseThrow().config());
    }
    Frame first = session.get(from);
    FragmentWriter writer =
        new FragmentWriter(
            new FileHeader("gate", "main", 1, files.size(), first.wallMicros()), configs);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    put(out, writer.init());
    int at = from;
    while (at < session.size()
        && (at == from || session.get(at).wallMicros() - first.wallMicros() < fileMicros)) {
      int end = at + 1;
      while (end < session.size() && !(session.get(end).track() == 0 && session.get(end).sync())) {
        end++;
      }
      long[] next = new long[tracks];
      for (int t = 0; t < tracks; t++) {
        next[t] = nextDts(session, end, t);
      }
      for (ByteBuffer buffer : writer.write(session.subList(at, end), next).buffers()) {
        put(out, buffer);
      }
      at = end;
    }
    String key = "file" + files.size() + ".mp4";
    files.put(key, out.toByteArray());
    pieces.add(new Piece(key, FrameIndex.decode(writer.index()), configs));
    return at;
  }

  private static long nextDts(List<Frame> session, int from, int track) {
    for (int i = from; i < session.size(); i++) {
      if (session.get(i).track() == track) {
        return session.get(i).dts();
      }
    }
    return FragmentWriter.UNKNOWN;
  }

  Path save(String key, Path folder) throws IOException {
    return Files.write(folder.resolve(key), Objects.requireNonNull(files.get(key)));
  }

  /// Bytes `from` to `to` of a virtual file over these files.
  byte[] bytes(VirtualMp4 mp4, long from, long to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (VirtualMp4.Part part : mp4.parts(from, to)) {
      switch (part) {
        case VirtualMp4.Memory memory -> put(out, memory.bytes().duplicate());
        case VirtualMp4.Range range ->
            put(
                out,
                ByteBuffer.wrap(Objects.requireNonNull(files.get(range.key())))
                    .slice((int) range.offset(), (int) range.length()));
      }
    }
    return out.toByteArray();
  }

  Path save(VirtualMp4 mp4, Path file) throws IOException {
    return Files.write(file, bytes(mp4, 0, mp4.length()));
  }

  private static void put(ByteArrayOutputStream out, ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    out.writeBytes(copy);
  }
}
