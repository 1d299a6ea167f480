package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FileHeaderFuzzTest {
  private static final int CHECKED_FROM = 24;
  private static final int LEAST = 64;

  /// As it is, and with everything put right that a random input never gets right.
  @FuzzTest(maxDuration = "60s")
  void aHeaderIsRefusedOrWritesTheSameBytesAgain(byte[] input) {
    readBack(ByteBuffer.wrap(input.clone()));
    int length = Math.clamp(input.length, LEAST, LEAST + 2 * 255);
    ByteBuffer box = ByteBuffer.wrap(Arrays.copyOf(input, length));
    int size = box.limit();
    box.putInt(0, size).putInt(4, BoxType.UUID);
    box.putLong(8, FileHeader.UUID_HIGH).putLong(16, FileHeader.UUID_LOW);
    int names = size - LEAST;
    int camera = Math.clamp(box.get(25) & 0xff, Math.max(0, names - 255), Math.min(255, names));
    box.put(24, (byte) 1).put(25, (byte) camera).put(26, (byte) (names - camera));
    box.putInt(size - 4, FileHeader.crc(box, CHECKED_FROM, size - 4));
    readBack(box);
  }

  @Test
  void aNameThatIsNoTextIsRefused() {
    byte[] input = new byte[LEAST + 255];
    Arrays.fill(input, (byte) 0xff);
    aHeaderIsRefusedOrWritesTheSameBytesAgain(input);
  }

  private static void readBack(ByteBuffer box) {
    FileHeader.Read read = FileHeader.read(box);
    if (read == null) {
      return;
    }
    BoxWriter out = BoxWriter.heap(box.limit());
    read.header().write(out, ByteBuffer.allocate(0));
    ByteBuffer written = out.written();
    assertThat(written.limit()).isEqualTo(box.limit());
    // Of an empty moov box; the byte in front of it is reserved.
    int moovAt = 52;
    assertThat(bytes(written, 28, moovAt)).isEqualTo(bytes(box, 28, moovAt));
    int namesAt = 60;
    assertThat(bytes(written, namesAt, box.limit() - 4))
        .isEqualTo(bytes(box, namesAt, box.limit() - 4));
  }

  private static byte[] bytes(ByteBuffer box, int from, int to) {
    byte[] copy = new byte[to - from];
    box.get(from, copy);
    return copy;
  }
}
