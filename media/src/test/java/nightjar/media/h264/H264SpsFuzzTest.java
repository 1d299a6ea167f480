package nightjar.media.h264;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import nightjar.base.Bytes;
import nightjar.media.codec.PictureBounds;
import nightjar.media.testing.GoFuzzCorpus;
import org.junit.jupiter.api.Test;

class H264SpsFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreParsedOrRefused(byte[] input) {
    H264Sps sps = H264Sps.parseOrNull(Bytes.of(input));
    if (sps != null) {
      assertThat(PictureBounds.allow(sps.width(), sps.height())).isTrue();
      assertThat(sps.reorderDepth()).isBetween(-1, 16);
      assertThat(sps.id()).isBetween(0, 31);
      assertThat(sps.interchangeable(H264Sps.parse(sps.nal()))).isTrue();
    }
    H264Pps pps = H264Pps.parse(Bytes.of(input));
    assertThat(pps == null || pps.id() <= 255).isTrue();
  }

  @Test
  void othersFuzzersInputsAreSurvived() {
    for (var entry : GoFuzzCorpus.find("rtsp/gortsplib/pkg/format/testdata/fuzz")) {
      for (byte[] argument : entry.arguments()) {
        anyBytesAreParsedOrRefused(argument);
      }
    }
  }
}
