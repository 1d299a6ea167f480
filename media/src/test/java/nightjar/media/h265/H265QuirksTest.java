package nightjar.media.h265;

import static nightjar.media.h265.H265Streams.IDR;
import static nightjar.media.h265.H265Streams.IDR_SECOND;
import static nightjar.media.h265.H265Streams.PPS;
import static nightjar.media.h265.H265Streams.SPS;
import static nightjar.media.h265.H265Streams.TRAIL;
import static nightjar.media.h265.H265Streams.TRAIL_N;
import static nightjar.media.h265.H265Streams.TRAIL_SECOND;
import static nightjar.media.h265.H265Streams.VPS;
import static nightjar.media.h265.H265Streams.bare;
import static nightjar.media.h265.H265Streams.config;
import static nightjar.media.h265.H265Streams.encoding;
import static nightjar.media.h265.H265Streams.loop;
import static nightjar.media.h265.H265Streams.sample;
import static nightjar.media.h265.H265Streams.sps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.RtpLoop;
import nightjar.media.bits.BitWriter;
import nightjar.media.rtp.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One test for each quirk of docs/design/rtsp.md that H.265 cameras have, and the rarer payload structures.
class H265QuirksTest {
  @Test
  void quirk41_withOneSpropMissingAllAreIgnored() {
    Map<String, String> two = new HashMap<>(encoding(VPS, SPS, PPS).parameters());
    two.remove("sprop-pps");
    try (RtpLoop loop = loop(new Encoding("H265", 96, 90_000, 0, two))) {
      loop.send(IDR, 0, true).send(PPS, 3600, false).send(IDR, 3600, true);
      assertThat(loop.frames).isEmpty();
      loop.send(VPS, 7200, false).send(SPS, 7200, false).send(PPS, 7200, false);
      loop.send(IDR, 7200, true);
      assertThat(loop.configs()).containsExactly(config());
    }
  }

  @Test
  void quirk45_startCodesInPacketsAndFragments() {
    try (RtpLoop loop = loop(bare())) {
      String start = "00000001";
      loop.send(start + VPS + start + SPS + start + PPS + start + IDR, 0, true);
      loop.send("6201" + "81" + TRAIL.substring(4), 3600, false);
      loop.send("6201" + "41" + "99" + start + TRAIL_SECOND, 3600, true);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(TRAIL + "99", TRAIL_SECOND));
    }
  }

  @Test
  void quirk47_markerNeverSetAndOnParameterSets() {
    try (RtpLoop loop = loop(bare())) {
      loop.send(VPS, 0, true).send(SPS, 0, true).send(PPS, 0, true);
      loop.send(IDR, 0, false).send(IDR_SECOND, 0, false).send(TRAIL, 3600, false);
      assertThat(loop.samples()).containsExactly(sample(IDR, IDR_SECOND));
      assertThat(loop.flush().samples()).hasSize(2);
    }
  }

  @Test
  void quirk47_markerOnEverySliceOfTheFirstKeyFrameIsKnownForALie() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true).send(IDR_SECOND, 0, true).send(TRAIL, 3600, true).flush();
      assertThat(loop.samples()).containsExactly(sample(IDR, IDR_SECOND), sample(TRAIL));
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  @Test
  void quirk49_fragmentWithStartAndEndAndEmptyOnes() {
    try (RtpLoop loop = loop()) {
      loop.send("6201" + "d4" + IDR.substring(4), 0, true);
      loop.send("6201" + "81", 3600, false).send("6201" + "01" + TRAIL.substring(4), 3600, false);
      loop.send("6201" + "41", 3600, true);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(TRAIL));
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  @Test
  void quirk52_timingOnlyChangeKeepsTheConfigurationAndNewSizeDoesNot() {
    String changed = sps(0, false, false, 26);
    try (RtpLoop loop = loop(encoding(VPS, sps(0, false, false, 25), PPS))) {
      loop.send(IDR, 0, true).send(changed, 3600, false).send(IDR, 3600, true);
      assertThat(loop.configs()).hasSize(1);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(changed, IDR));
      loop.send(SPS, 7200, false).send(IDR, 7200, true);
      assertThat(loop.configs()).hasSize(2);
      assertThat(loop.samples().getLast()).isEqualTo(sample(IDR));
    }
  }

  @Test
  void quirk54_nalUnitTypeZeroIsAPicture() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true).send(TRAIL_N, 3600, true);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(TRAIL_N));
    }
  }

  @Test
  void quirk54_ppsWithScalingLists() {
    String pps = "4401c172b46240" + "55aa33".repeat(100) + "80";
    try (RtpLoop loop = loop(encoding(VPS, SPS, pps))) {
      loop.send(IDR, 0, true);
      loop.flush();
      assertThat(loop.frames).hasSize(1);
    }
  }

  @ParameterizedTest(name = "{0} sub-layers, predicted sets {1}, scaling lists {2}")
  @CsvSource({
    "0,false,false",
    "0,true,false",
    "1,false,false",
    "2,true,true",
    "6,true,true",
    "0,false,true"
  })
  void quirk54_predictedReferenceSetsSubLayersAndScalingLists(
      int subLayers, boolean predicted, boolean lists) {
    H265Sps sps = H265Sps.parse(Bytes.fromHex(sps(subLayers, predicted, lists, 25)));
    assertThat(sps.width()).isEqualTo(640);
    assertThat(sps.height()).isEqualTo(360);
    assertThat(sps.reorderDepth()).isEqualTo(subLayers);
    assertThat(sps.frameTicks()).isEqualTo(3600);
    assertThat(sps.profile().temporalLayers()).isEqualTo(subLayers + 1);
    assertThat(sps.profile().levelIdc()).isEqualTo(93);
    assertThat(sps.profile().constraintFlags()).isEqualTo(0x900000000000L);
    // Only a parser that reached the VUI finds the two interchangeable.
    H265Sps other = H265Sps.parse(Bytes.fromHex(sps(subLayers, predicted, lists, 30)));
    assertThat(sps.interchangeable(other)).isTrue();
    H265Sps different = H265Sps.parse(Bytes.fromHex(sps(subLayers, !predicted, lists, 25)));
    assertThat(sps.interchangeable(different)).isFalse();
  }

  @Test
  void quirk54_setDamagedBehindItsSizeIsUsed() {
    H265Sps sps = H265Sps.parse(Bytes.fromHex(sps(0, true, true, 25)).slice(0, 40));
    assertThat(sps.width()).isEqualTo(640);
  }

  @Test
  void impossibleSizeIsRefused() {
    String huge =
        new BitWriter()
            .bits(16, 0x4201)
            .bits(8, 1)
            .bits(32, 0x01600000)
            .bits(32, 0)
            .bits(32, 0x5d)
            .golomb(0, 1, 65_535, 65_535)
            .bits(1, 0)
            .golomb(0, 0, 4)
            .bits(1, 1)
            .golomb(4, 0, 0)
            .bits(32, 0)
            .nal();
    assertThatThrownBy(() -> H265Sps.parse(Bytes.fromHex(huge)))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("65535 x 65535");
  }

  @Test
  void aggregatesFragmentsAndContentInformationWithOrderNumbers() {
    Map<String, String> said = new HashMap<>(encoding(VPS, SPS, PPS).parameters());
    said.put("sprop-max-don-diff", "2");
    try (RtpLoop loop = loop(new Encoding("H265", 96, 90_000, 0, said))) {
      loop.send("6001" + "0001" + "0006" + IDR + "00" + "0006" + IDR_SECOND, 0, true);
      loop.send(TRAIL.substring(0, 4) + "0003" + TRAIL.substring(4), 3600, true);
      loop.send("6201" + "81" + "0004" + TRAIL.substring(4), 7200, false);
      loop.send("6201" + "41" + "99", 7200, true);
      assertThat(loop.samples())
          .containsExactly(sample(IDR, IDR_SECOND), sample(TRAIL), sample(TRAIL + "99"));
    }
  }

  @Test
  void contentInformationIsLookedThrough() {
    try (RtpLoop loop = loop()) {
      // type 50, content type 20 (IDR_N_LP), three bytes of extension
      loop.send("6401" + "2830" + "aabbcc" + IDR.substring(4), 0, true);
      loop.flush();
      assertThat(loop.samples()).containsExactly(sample(IDR));
    }
  }
}
