package nightjar.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.junit.jupiter.api.Test;

class PumpFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void piecesDoNotMatter(byte[] input) {
    List<String> whole = Pump.run(input, Integer.MAX_VALUE - 1, 1);
    assertThat(Pump.run(input, 1, 1)).isEqualTo(whole);
    assertThat(Pump.run(input, 40, 2)).isEqualTo(whole);
  }

  @Test
  void framesAreTheSameInPiecesOfAnySize() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (byte[] packet : new TestVideo().packets(6, 900)) {
      bytes.writeBytes(TestVideo.framed(0, packet));
      bytes.writeBytes(TestVideo.framed(9, packet));
      bytes.writeBytes(
          "RTSP/1.0 200 OK\r\nCSeq: 9\r\nContent-Length: 2\r\n\r\n$$"
              .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
    }
    List<String> whole = Pump.run(bytes.toByteArray(), Integer.MAX_VALUE - 1, 1);
    assertThat(whole.stream().filter(line -> line.startsWith("frame"))).hasSize(6);
    for (int most : new int[] {1, 7, 1_500, 100_000}) {
      for (long seed = 1; seed <= 2; seed++) {
        assertThat(Pump.run(bytes.toByteArray(), most, seed))
            .as("pieces of up to %s bytes, seed %s", most, seed)
            .isEqualTo(whole);
      }
    }
  }
}
