package nightjar.media.bits;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnnexBTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void findsTheFirstStartCodeWhereverItLies(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int round = 0; round < 20_000; round++) {
      byte[] bytes = new byte[random.nextInt(140)];
      int zerosOutOf = 1 + random.nextInt(100);
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] =
            (byte) (random.nextInt(zerosOutOf) == 0 ? random.nextInt(2) : random.nextInt(256));
      }
      int from = random.nextInt(bytes.length + 1);
      int to = from + random.nextInt(bytes.length - from + 1);
      ByteBuffer direct = ByteBuffer.allocateDirect(bytes.length).put(0, bytes);
      assertThat(AnnexB.find(direct, from, to)).isEqualTo(naive(bytes, from, to));
      assertThat(AnnexB.find(ByteBuffer.wrap(bytes), from, to)).isEqualTo(naive(bytes, from, to));
    }
  }

  @Test
  void skipsAStartCodeOnlyWhenThereIsOne() {
    assertThat(skip(0, 0, 1, 0x67)).isEqualTo(3);
    assertThat(skip(0, 0, 0, 0, 1, 0x67)).isEqualTo(5);
    assertThat(skip(0, 1, 0x67)).isZero();
    assertThat(skip(0, 0, 3, 1)).isZero();
    assertThat(skip(0, 0, 0)).isZero();
  }

  private static int skip(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return AnnexB.skipStartCode(ByteBuffer.wrap(bytes), 0, bytes.length);
  }

  private static int naive(byte[] bytes, int from, int to) {
    for (int i = from; i + 3 <= to; i++) {
      if (bytes[i] == 0 && bytes[i + 1] == 0 && bytes[i + 2] == 1) {
        return i;
      }
    }
    return to;
  }
}
