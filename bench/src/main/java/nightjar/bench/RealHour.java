package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;
import nightjar.media.mp4.FileHeader;
import nightjar.media.mp4.FragmentWriter;

/// Sixty recording files of a minute as the recorder writes them: 25 frames a second of random bytes, about 4 Mbit/s, a key
/// frame every two seconds, a fragment every half. Owned by one benchmark.
final class RealHour {
  static final CodecConfig.Avc CONFIG =
      new CodecConfig.Avc(
          List.of(Bytes.of((byte) 0x67, (byte) 66, (byte) 0, (byte) 30, (byte) 120)),
          List.of(Bytes.of((byte) 0x68, (byte) 1, (byte) 2)),
          1920,
          1080);
  private static final int FRAMES = 1500;
  private static final int FRAMES_PER_GOP = 50;
  private static final int TICKS = 3600;
  private static final int DELTA_BYTES = 17_000;
  private static final int KEY_BYTES = 150_000;

  private final RandomGenerator random;
  private final byte[] noise = new byte[2 * KEY_BYTES];

  RealHour(RandomGenerator random) {
    this.random = random;
    random.nextBytes(noise);
  }

  /// Writes the files under `root`; their paths are relative to it.
  List<SyntheticCatalog.Minute> write(Path root, long startMicros) {
    List<SyntheticCatalog.Minute> minutes = new ArrayList<>();
    try {
      Files.createDirectories(root.resolve("hour/main/2026-01-01"));
      for (int i = 0; i < 60; i++) {
        String path = "hour/main/2026-01-01/00%02d00-000.mp4".formatted(i);
        long start = startMicros + i * 60_000_000L;
        Bytes index = file(root.resolve(path), i, start);
        minutes.add(new SyntheticCatalog.Minute(path, index, Files.size(root.resolve(path))));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return minutes;
  }

  private Bytes file(Path path, int sequence, long start) throws IOException {
    var writer =
        new FragmentWriter(new FileHeader("hour", "main", 1, sequence, start), List.of(CONFIG));
    var pool = new SlabPool(1 << 20, 64 << 20);
    try (FrameBuilder builder = new FrameBuilder(pool, 1 << 20);
        FileChannel file =
            FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
      file.write(writer.init());
      for (int i = 0; i < FRAMES; ) {
        List<Frame> frames = new ArrayList<>();
        for (int end = i + 12 + i / 12 % 2; i < Math.min(FRAMES, end); i++) {
          frames.add(frame(builder, i, start));
        }
        ByteBuffer[] buffers = writer.write(frames, new long[] {(long) i * TICKS}).buffers();
        for (ByteBuffer buffer : buffers) {
          while (buffer.hasRemaining()) {
            file.write(buffer);
          }
        }
        frames.forEach(Frame::release);
      }
    }
    ByteBuffer index = writer.index();
    return Bytes.copyOf(index, 0, index.remaining());
  }

  private Frame frame(FrameBuilder builder, int i, long start) {
    boolean sync = i % FRAMES_PER_GOP == 0;
    int mean = sync ? KEY_BYTES : DELTA_BYTES;
    int bytes = Math.clamp((long) (mean * (1 + 0.25 * random.nextGaussian())), 100, 2 * mean);
    builder.appendInt(bytes);
    builder.append(ByteBuffer.wrap(noise), 0, bytes);
    long dts = (long) i * TICKS;
    Frame frame = builder.finish(0, CONFIG, dts, dts, start + i * 40_000L, sync);
    frame.retain();
    return frame;
  }
}
