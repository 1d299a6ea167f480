package nightjar.base;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.api.Test;

class BytesFuzzTest {
  @Test
  void equalContentIsEqual() {
    assertThat(Bytes.of((byte) 1, (byte) 2)).isEqualTo(Bytes.fromHex("0102"));
  }

  @FuzzTest
  void copiesAreEqual(byte[] input) {
    assertThat(Bytes.of(input)).isEqualTo(Bytes.fromHex(java.util.HexFormat.of().formatHex(input)));
  }
}
