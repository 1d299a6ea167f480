package nightjar.recorder.mask;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import nightjar.base.Fault;

class FlvReaderFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void readsPicturesOrRefuses(byte[] bytes) {
    long[] total = {0};
    try {
      new FlvReader(new ByteArrayInputStream(bytes), 320, 240)
          .read((config, millis, key, picture) -> {
            assertThat(config.sps()).isNotEmpty();
            assertThat(config.pps()).isNotEmpty();
            assertThat(millis).isNotNegative();
            total[0] += picture.remaining();
          });
    } catch (IOException | Fault refused) {
      assertThat(refused).isNotNull();
    }
    assertThat(total[0]).isLessThanOrEqualTo(bytes.length);
  }
}
