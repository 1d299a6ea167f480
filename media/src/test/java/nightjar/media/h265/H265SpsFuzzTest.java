package nightjar.media.h265;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import nightjar.base.Bytes;
import nightjar.media.codec.PictureBounds;

class H265SpsFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreParsedOrRefused(byte[] input) {
    H265Sps sps = H265Sps.parseOrNull(Bytes.of(input));
    if (sps != null) {
      assertThat(PictureBounds.allow(sps.width(), sps.height())).isTrue();
      assertThat(sps.reorderDepth()).isBetween(-1, 16);
      assertThat(sps.profile().bitDepthLuma()).isBetween(8, 16);
      assertThat(sps.interchangeable(H265Sps.parse(sps.nal()))).isTrue();
    }
    H265Pps pps = H265Pps.parse(Bytes.of(input));
    assertThat(pps == null || pps.id() <= 63).isTrue();
    H265Vps.parse(Bytes.of(input));
  }
}
