package nightjar.media.mp4;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;

/// Frames of random bytes with believable times, and the recording file they make.
final class SyntheticRecording {
  static final CodecConfig VIDEO =
      new CodecConfig.Avc(
          List.of(Bytes.fromHex("6742c01eda0280bfe5c0440000030004000003007a3c58ba80")),
          List.of(Bytes.fromHex("68ce0fc8")),
          640,
          360);
  static final CodecConfig AUDIO = new CodecConfig.G711(CodecConfig.G711.Law.MU, 8_000, 1);
  static final long START = 1_750_000_000_123_456L;

  /// A fragment's extent in [#file].
  record Extent(int offset, int length) {}

  final List<Frame> frames = new ArrayList<>();
  final List<Extent> extents = new ArrayList<>();
  final List<Integer> indexSizes = new ArrayList<>();
  final FileHeader header = new FileHeader("gate", "main", 77, 3, START);
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final RandomGenerator random;
  private final FrameBuilder video;
  private final FrameBuilder audio;
  final FragmentWriter writer;
  private long videoDts = 5_000_000;
  private long audioDts = 90_000;

  SyntheticRecording(RandomGenerator random) {
    this.random = random;
    SlabPool pool = new SlabPool(8_000, 64 << 20);
    video = new FrameBuilder(pool, 1 << 20);
    audio = new FrameBuilder(pool, 1 << 20);
    writer = new FragmentWriter(header, List.of(VIDEO, AUDIO));
    put(writer.init());
  }

  /// Adds `count` fragments of up to `maxFrames` pictures each, with the sound beside them.
  SyntheticRecording fragments(int count, int maxFrames, boolean reordered) {
    for (int i = 0; i < count; i++) {
      List<Frame> some = new ArrayList<>();
      int pictures = random.nextInt(1, maxFrames + 1);
      for (int j = 0; j < pictures; j++) {
        keep(some, picture(j == 0, reordered ? random.nextInt(4) * 3_600L : 0));
        keep(some, sound());
      }
      Fragment fragment = writer.write(some, new long[] {videoDts, audioDts});
      extents.add(new Extent(bytes.size(), (int) fragment.length()));
      for (ByteBuffer buffer : fragment.buffers()) {
        put(buffer);
      }
      indexSizes.add(writer.indexSize());
      frames.addAll(some);
    }
    return this;
  }

  ByteBuffer file() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  List<Frame> frames(int track) {
    return frames.stream().filter(frame -> frame.track() == track).toList();
  }

  private static void keep(List<Frame> some, Frame frame) {
    frame.retain();
    some.add(frame);
  }

  private Frame picture(boolean sync, long composition) {
    fill(video, sync ? 3_000 : 700);
    long dts = videoDts;
    videoDts += 3_600 + random.nextInt(-90, 90);
    return video.finish(
        0, VIDEO, dts, dts + composition, wall(dts - 5_000_000 + composition, 90_000), sync);
  }

  private Frame sound() {
    fill(audio, 320);
    long dts = audioDts;
    audioDts += 320;
    return audio.finish(1, AUDIO, dts, dts, wall(dts - 90_000, 8_000), true);
  }

  private static long wall(long ticks, int timescale) {
    return START + Ticks.toMicros(ticks, timescale);
  }

  private void fill(FrameBuilder builder, int maxBytes) {
    byte[] content = new byte[random.nextInt(1, maxBytes)];
    random.nextBytes(content);
    builder.append(Bytes.of(content));
  }

  private void put(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.get(copy);
    bytes.writeBytes(copy);
  }
}
