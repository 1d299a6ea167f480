package nightjar.store;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;

/// Frames of a stream as a camera would send them, of random bytes. Owned by the test.
final class FrameMaker implements AutoCloseable {
  static final CodecConfig.Avc SMALL = avc(640, 360);
  static final CodecConfig.Avc LARGE = avc(1920, 1080);
  static final CodecConfig.G711 SOUND = new CodecConfig.G711(CodecConfig.G711.Law.A, 8000, 1);

  private final FrameBuilder pictures;
  private final FrameBuilder sounds;
  private final RandomGenerator random;
  private final int framesPerGop;
  CodecConfig config = SMALL;
  long dts;
  private long soundDts;
  private long number;

  FrameMaker(SlabPool pool, RandomGenerator random, int framesPerGop) {
    this.pictures = new FrameBuilder(pool, 1 << 20);
    this.sounds = new FrameBuilder(pool, 1 << 16);
    this.random = random;
    this.framesPerGop = framesPerGop;
  }

  static CodecConfig.Avc avc(int width, int height) {
    Bytes sps = Bytes.of((byte) 0x67, (byte) 66, (byte) 0, (byte) 30, (byte) (width >> 4));
    Bytes pps = Bytes.of((byte) 0x68, (byte) 1, (byte) 2);
    return new CodecConfig.Avc(List.of(sps), List.of(pps), width, height);
  }

  /// The next picture, of about `bytes` bytes, captured at `wallMicros`; a key frame at every GOP's start.
  Frame picture(long wallMicros, int bytes, long durationTicks) {
    boolean sync = number++ % framesPerGop == 0;
    byte[] data = new byte[12 + random.nextInt(2 * bytes)];
    random.nextBytes(data);
    pictures.appendInt(data.length);
    pictures.append(ByteBuffer.wrap(data), 0, data.length);
    dts += durationTicks;
    return pictures.finish(0, config, dts, dts, wallMicros, sync);
  }

  Frame sound(long wallMicros) {
    byte[] data = new byte[320];
    random.nextBytes(data);
    sounds.append(ByteBuffer.wrap(data), 0, data.length);
    soundDts += data.length;
    return sounds.finish(1, SOUND, soundDts, soundDts, wallMicros, true);
  }

  /// The next picture is a key frame.
  void newGop() {
    number = 0;
  }

  @Override
  public void close() {
    pictures.close();
    sounds.close();
  }
}
