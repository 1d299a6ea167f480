package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;

class FragmentScanFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void scanEndsWithinTheFile(byte[] input) {
    FragmentScan scan =
        FragmentScan.open(Source.of(ByteBuffer.wrap(input)), FragmentScan.Depth.MEDIA);
    if (scan == null) {
      return;
    }
    long at = 0;
    for (FragmentScan.Step step = scan.next(); ; step = scan.next()) {
      switch (step) {
        case FragmentScan.Whole whole -> {
          assertThat(whole.offset()).isGreaterThanOrEqualTo(at);
          at = whole.offset() + whole.length();
        }
        case FragmentScan.Damaged damaged -> {
          assertThat(damaged.offset()).isGreaterThanOrEqualTo(at);
          at = damaged.offset() + damaged.length();
        }
        case FragmentScan.End end -> {
          assertThat(end.offset()).isBetween(at, (long) input.length);
          FrameIndex.decode(scan.index());
          return;
        }
      }
    }
  }
}
