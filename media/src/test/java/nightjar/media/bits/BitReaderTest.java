package nightjar.media.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BitReaderTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void readsWhatWasWritten(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BitWriter writer = new BitWriter();
    long[] values = new long[300];
    int[] widths = new int[values.length];
    for (int i = 0; i < values.length; i++) {
      widths[i] = random.nextInt(33);
      values[i] = random.nextInt(4) == 0 ? 0 : random.nextLong(1L << Math.max(1, widths[i]));
      if (widths[i] == 0) {
        writer.golomb(values[i]);
      } else {
        writer.bits(widths[i], values[i]);
      }
    }
    byte[] nal = HexFormat.of().parseHex(writer.nal());
    BitReader reader = new BitReader().setNal(ByteBuffer.wrap(nal), 0, nal.length);
    for (int i = 0; i < values.length; i++) {
      long read = widths[i] == 0 ? reader.unsignedGolomb() : reader.bits(widths[i]);
      assertThat(read).as("value %d of width %d", i, widths[i]).isEqualTo(values[i]);
    }
    assertThat(reader.atTrailingBits()).isTrue();
    assertThat(reader.overrun()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"80,0", "40,1", "60,-1", "20,2", "28,-2"})
  void readsSignedGolomb(String hex, long value) {
    assertThat(reader(hex).signedGolomb()).isEqualTo(value);
  }

  @Test
  void readsTheGreatestGolombAndRefusesALongerOne() {
    assertThat(reader("00000001ffffffff80").unsignedGolomb()).isEqualTo((1L << 32) - 2 + 0);
    BitReader tooLong = reader("0000000000ffffffffff");
    assertThat(tooLong.unsignedGolomb()).isZero();
    assertThat(tooLong.overrun()).isTrue();
  }

  @Test
  void givesZerosBehindTheEndAndSaysSo() {
    BitReader reader = reader("ff");
    assertThat(reader.bits(12)).isEqualTo(0xff0);
    assertThat(reader.overrun()).isTrue();
  }

  private static BitReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new BitReader().set(ByteBuffer.wrap(bytes), 0, bytes.length);
  }
}
