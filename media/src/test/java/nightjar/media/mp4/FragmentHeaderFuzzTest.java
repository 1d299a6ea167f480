package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGeneratorFactory;

class FragmentHeaderFuzzTest {
  private static final int CHECKED_TO = 76;
  private static final int RESERVED_AT = 25;

  private static final byte[] INIT = init();

  /// With everything put right that a random input never gets right: the header writes the same bytes again, and a scan of a
  /// file with it ends within the file.
  @FuzzTest(maxDuration = "60s")
  void aHeaderLeadsNobodyOutOfTheFile(byte[] input) {
    ByteBuffer box =
        ByteBuffer.wrap(Arrays.copyOf(input, Math.max(FragmentHeader.SIZE, input.length)));
    FragmentHeader.read(ByteBuffer.wrap(input.clone()));
    box.putInt(0, FragmentHeader.SIZE).putInt(4, BoxType.UUID);
    box.putLong(8, FragmentHeader.UUID_HIGH).putLong(16, FragmentHeader.UUID_LOW);
    box.putInt(24, 1 << 24);
    box.putInt(CHECKED_TO, FileHeader.crc(box, 24, CHECKED_TO));
    FragmentHeader read = FragmentHeader.read(box);
    if (read == null) {
      throw new AssertionError("a right header was refused");
    }
    ByteBuffer written = ByteBuffer.allocate(FragmentHeader.SIZE);
    read.write(written);
    assertThat(written.get(RESERVED_AT)).isZero();
    assertThat(written.array()).isEqualTo(Arrays.copyOf(box.array(), FragmentHeader.SIZE));
    scan(box);
  }

  private static void scan(ByteBuffer fragment) {
    ByteBuffer file = ByteBuffer.allocate(INIT.length + fragment.limit());
    file.put(INIT).put(fragment.duplicate()).flip();
    FragmentScan scan = FragmentScan.open(Source.of(file), FragmentScan.Depth.MEDIA);
    if (scan == null) {
      throw new AssertionError("a right beginning was refused");
    }
    int steps = 0;
    while (!(scan.next() instanceof FragmentScan.End)) {
      assertThat(++steps).isLessThan(file.limit() / FragmentHeader.SIZE + 1);
    }
    FrameIndex.decode(scan.index());
  }

  /// What lies before the first fragment of a recording.
  private static byte[] init() {
    var random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    SyntheticRecording recording = new SyntheticRecording(random).fragments(1, 1, false);
    byte[] file = recording.file().array();
    return Arrays.copyOf(file, recording.extents.getFirst().offset());
  }
}
