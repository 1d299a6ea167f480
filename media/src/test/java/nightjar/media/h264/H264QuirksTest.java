package nightjar.media.h264;

import static nightjar.media.h264.H264Streams.IDR;
import static nightjar.media.h264.H264Streams.IDR_SECOND;
import static nightjar.media.h264.H264Streams.P;
import static nightjar.media.h264.H264Streams.PPS;
import static nightjar.media.h264.H264Streams.PPS_HIGH;
import static nightjar.media.h264.H264Streams.P_SECOND;
import static nightjar.media.h264.H264Streams.SEI;
import static nightjar.media.h264.H264Streams.SPS;
import static nightjar.media.h264.H264Streams.SPS_HIGH;
import static nightjar.media.h264.H264Streams.config;
import static nightjar.media.h264.H264Streams.encoding;
import static nightjar.media.h264.H264Streams.loop;
import static nightjar.media.h264.H264Streams.sample;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import nightjar.base.Bytes;
import nightjar.media.RtpLoop;
import nightjar.media.bits.BitWriter;
import nightjar.media.codec.CodecConfig;
import nightjar.media.rtp.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// One test for each quirk of docs/design/rtsp.md that H.264 cameras have.
class H264QuirksTest {
  @Test
  void quirk44_withoutSetsInSdpTheStreamsOwnAreWaitedFor() {
    try (RtpLoop loop = loop(encoding())) {
      loop.send(IDR, 0, true);
      assertThat(loop.frames).isEmpty();
      loop.send(SPS, 3600, false).send(PPS, 3600, false).send(IDR, 3600, true).flush();
      assertThat(loop.samples()).containsExactly(sample(IDR));
      assertThat(loop.configs()).containsExactly(config());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", ",", "!!!,???", "Z0IA,aA==", "AAAA", "Z0LADNkBQfsBEAAAAwAQAAADAyDxQqSA"})
  void quirk44_invalidSetsInSdpAreNotUsed(String sprop) {
    Encoding encoding =
        new Encoding(
            "H264",
            96,
            90_000,
            0,
            Map.of("sprop-parameter-sets", sprop, "profile-level-id", "nonsense"));
    try (RtpLoop loop = loop(encoding)) {
      loop.send(SPS, 0, false).send(PPS, 0, false).send(IDR, 0, true);
      loop.flush();
      assertThat(loop.configs()).containsExactly(config());
    }
  }

  @Test
  void quirk45_startCodesInASingleNalUnitPacket() {
    try (RtpLoop loop = loop()) {
      loop.send("00000001" + IDR, 0, true).send("000001" + P, 3600, true);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(P));
    }
  }

  @Test
  void quirk45_startCodesInFragments() {
    String all = SPS + "00000001" + PPS + "00000001" + IDR + "000001" + IDR_SECOND;
    for (int cut = 2; cut < all.length(); cut += 2) {
      try (RtpLoop loop = loop(encoding())) {
        loop.send("7c87" + all.substring(2, cut), 0, false);
        loop.send("7c47" + all.substring(cut), 0, true);
        loop.flush();
        assertThat(loop.samples()).as("cut at %d", cut).containsExactly(sample(IDR, IDR_SECOND));
      }
    }
  }

  @Test
  void quirk45_startCodeAtTheBeginningOfAFragmentedNalUnit() {
    try (RtpLoop loop = loop()) {
      loop.send("7c85" + "00000001" + IDR, 0, false).send("7c45" + "99", 0, true);
      loop.flush();
      assertThat(loop.samples()).containsExactly(sample(IDR + "99"));
    }
  }

  @Test
  void quirk45_startCodesInSprop() {
    try (RtpLoop loop = loop(encoding("00000001" + SPS + "00000001" + PPS))) {
      loop.send(IDR, 0, true);
      loop.flush();
      assertThat(loop.configs()).containsExactly(config());
    }
  }

  @Test
  void quirk46_setsAndPictureInOnePacketBetweenStartCodes() {
    try (RtpLoop loop = loop(encoding())) {
      String start = "00000001";
      loop.send(SPS + start + PPS + start + SEI + start + IDR, 0, true);
      loop.send("09f0" + start + P, 3600, true);
      assertThat(loop.samples()).containsExactly(sample(SEI, IDR), sample(P));
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  @Test
  void quirk47_markerOnParameterSetsAndSei() {
    try (RtpLoop loop = loop(encoding())) {
      loop.send(SPS, 0, true).send(PPS, 0, true).send(SEI, 0, true).send(IDR, 0, true);
      loop.send(P, 3600, true);
      assertThat(loop.samples()).containsExactly(sample(SEI, IDR), sample(P));
    }
  }

  @Test
  void quirk47_markerNeverSet() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, false).send(IDR_SECOND, 0, false);
      loop.send(P, 3600, false).send(P_SECOND, 3600, false);
      assertThat(loop.samples()).containsExactly(sample(IDR, IDR_SECOND));
      loop.flush();
      assertThat(loop.samples()).containsExactly(sample(IDR, IDR_SECOND), sample(P, P_SECOND));
      assertThat(loop.frames).extracting(RtpLoop.Kept::pts).containsExactly(0L, 3600L);
    }
  }

  @Test
  void quirk47_markerOnEverySliceOfTheFirstKeyFrameIsKnownForALie() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true).send(IDR_SECOND, 0, true);
      for (int i = 1; i < 4; i++) {
        loop.send(P, 3600L * i, true).send(P_SECOND, 3600L * i, true);
      }
      loop.flush();
      assertThat(loop.depacketizer.dropped()).isZero();
      assertThat(loop.samples().getFirst()).isEqualTo(sample(IDR, IDR_SECOND));
      assertThat(loop.samples().subList(1, 4)).containsOnly(sample(P, P_SECOND));
    }
  }

  @Test
  void quirk47_markerOnEveryFragmentIsKnownForALie() {
    try (RtpLoop loop = loop()) {
      loop.send("7c85" + IDR.substring(2), 0, true).send("7c05" + "99", 0, true);
      loop.send("7c45" + "9a", 0, true).send(IDR_SECOND, 0, true);
      loop.send("5c81" + P.substring(2), 3600, true).send("5c41" + "ab", 3600, true).flush();
      assertThat(loop.samples())
          .containsExactly(
              sample("65" + IDR.substring(2) + "999a", IDR_SECOND),
              sample("41" + P.substring(2) + "ab"));
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  @Test
  void quirk47_markerAndParameterSetsWithEverySliceOfAKeyFrame() {
    try (RtpLoop loop = loop()) {
      loop.send(SPS, 0, false).send(PPS, 0, false).send(IDR, 0, true);
      loop.send(SPS, 0, false).send(PPS, 0, false).send(IDR_SECOND, 0, true);
      loop.send(P, 3600, false).send(P_SECOND, 3600, true);
      loop.send(SPS, 7200, false).send(PPS, 7200, false).send(IDR, 7200, true).flush();
      assertThat(loop.samples())
          .containsExactly(sample(IDR, IDR_SECOND), sample(P, P_SECOND), sample(IDR));
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  @Test
  void quirk47_pictureOfOneSliceBeforeTheFirstKeyFrameProvesNoMarker() {
    try (RtpLoop loop = loop()) {
      loop.send(P, 0, true).send(P, 3600, true);
      loop.send(IDR, 7200, true).send(IDR_SECOND, 7200, true).send(P, 10_800, true).flush();
      assertThat(loop.samples()).containsExactly(sample(IDR, IDR_SECOND), sample(P));
    }
  }

  @Test
  void quirk47_onlyTheFirstKeyFrameIsHeldUntilItsMarkerIsProved() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true);
      assertThat(loop.frames).isEmpty();
      loop.send(P, 3600, true);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(P));
      loop.send(IDR, 7200, true);
      assertThat(loop.frames).hasSize(3);
    }
  }

  @Test
  void quirk47_lossBehindTheFirstKeyFrameSparesIt() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true).lose(1).send(P_SECOND, 3600, true);
      loop.send(P, 7200, true).flush();
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(P));
      assertThat(loop.depacketizer.dropped()).isOne();
    }
  }

  @Test
  void quirk47_markersThatLieLaterCostOnePicture() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true).send(P, 3600, true).send(P_SECOND, 3600, true);
      for (int i = 2; i < 6; i++) {
        loop.send(P, 3600L * i, true).send(P_SECOND, 3600L * i, true);
      }
      loop.flush();
      assertThat(loop.depacketizer.dropped()).isOne();
      assertThat(loop.samples().subList(2, 6)).containsOnly(sample(P, P_SECOND));
    }
  }

  @Test
  void quirk48_timestampChangesBetweenSlicesAndWithinAFragment() {
    try (RtpLoop loop = loop(encoding())) {
      loop.send(SPS, 100, false).send(PPS, 200, false);
      loop.send(IDR, 300, false).send(IDR_SECOND, 400, true);
      loop.send("5c81" + P.substring(2), 3600, false).send("5c41" + "ab", 3700, true);
      assertThat(loop.samples())
          .containsExactly(sample(IDR, IDR_SECOND), sample("41" + P.substring(2) + "ab"));
      assertThat(loop.frames).extracting(RtpLoop.Kept::pts).containsExactly(300L, 3600L);
    }
  }

  @Test
  void quirk49_fragmentWithStartAndEnd() {
    try (RtpLoop loop = loop()) {
      loop.send("7cc5" + IDR.substring(2), 0, true);
      loop.flush();
      assertThat(loop.samples()).containsExactly(sample("65" + IDR.substring(2)));
    }
  }

  @Test
  void quirk49_emptyFragments() {
    try (RtpLoop loop = loop()) {
      loop.send("7c85", 0, false).send("7c05" + IDR.substring(2), 0, false);
      loop.send("7c05", 0, false).send("7c05" + "99", 0, false).send("7c45", 0, true);
      loop.send("7c", 3600, false).send("", 3600, false).send(P, 3600, true);
      assertThat(loop.samples()).containsExactly(sample("65" + IDR.substring(2) + "99"), sample(P));
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  @Test
  void quirk49_typeChangesWithinFragmentsAndReservedBitIsSet() {
    try (RtpLoop loop = loop()) {
      loop.send("7ca5" + IDR.substring(2), 0, false).send("7c21" + "99", 0, false);
      loop.send("7c67" + "9a", 0, true);
      loop.flush();
      assertThat(loop.samples()).containsExactly(sample("65" + IDR.substring(2) + "999a"));
    }
  }

  @Test
  void quirk49_endBitMissingBeforeTheNextNalUnit() {
    try (RtpLoop loop = loop()) {
      loop.send("7c85" + IDR.substring(2), 0, false).send("7c05" + "99", 0, false);
      loop.send(IDR_SECOND, 0, true);
      loop.flush();
      assertThat(loop.samples())
          .containsExactly(sample("65" + IDR.substring(2) + "99", IDR_SECOND));
    }
  }

  @Test
  void quirk50_stapWithTrailingZeros() {
    try (RtpLoop loop = loop(encoding())) {
      loop.send("78" + "0018" + SPS + "0005" + PPS + "0000000000", 0, false);
      loop.send("78" + "0005" + IDR + "00", 0, true);
      loop.flush();
      assertThat(loop.samples()).containsExactly(sample(IDR));
      assertThat(loop.depacketizer.dropped()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"80", "00", "0000", "ff", "0001"})
  void quirk51_extraBytesBehindTheSps(String extra) {
    try (RtpLoop loop = loop(encoding())) {
      loop.send(SPS + extra, 0, false).send(PPS, 0, false).send(IDR, 0, true);
      loop.send(SPS, 3600, false).send(PPS, 3600, false).send(IDR, 3600, true);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(IDR));
      assertThat(loop.configs()).containsExactly(config());
    }
  }

  @Test
  void quirk52_newSizeIsANewConfigurationFromTheNextSyncFrameOn() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true).send(P, 3600, true);
      loop.send(SPS_HIGH, 7200, false).send(PPS_HIGH, 7200, false).send(IDR, 7200, true);
      loop.send(P, 10_800, true);
      assertThat(loop.configs()).hasSize(2);
      assertThat(loop.configs().getLast())
          .isInstanceOfSatisfying(
              CodecConfig.Avc.class,
              avc -> {
                assertThat(avc.width()).isEqualTo(642);
                assertThat(avc.height()).isEqualTo(358);
                assertThat(avc.sps()).containsExactly(Bytes.fromHex(SPS_HIGH));
              });
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(P), sample(IDR), sample(P));
    }
  }

  @Test
  void quirk52_changeInTimingOnlyKeepsTheConfigurationAndGoesInTheSample() {
    String first = sps(19, 14, 1000, false);
    String second = sps(19, 14, 1001, false);
    try (RtpLoop loop = loop(encoding(first, PPS))) {
      loop.send(IDR, 0, true);
      for (int i = 1; i < 3; i++) {
        loop.send(second, 3600L * i, false).send(PPS, 3600L * i, false).send(IDR, 3600L * i, true);
      }
      assertThat(loop.configs()).hasSize(1);
      assertThat(loop.samples())
          .containsExactly(sample(IDR), sample(second, IDR), sample(second, IDR));
    }
  }

  @Test
  void quirk52_changeOfColourRangeIsANewConfiguration() {
    try (RtpLoop loop = loop(encoding(sps(19, 14, 1000, false), PPS))) {
      loop.send(IDR, 0, true);
      loop.send(sps(19, 14, 1000, true), 3600, false).send(IDR, 3600, true);
      assertThat(loop.configs()).hasSize(2);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(IDR));
    }
  }

  @Test
  void quirk52_changedPpsWithinAGroupOfPicturesStaysInTheSampleUntilTheNextSyncFrame() {
    String changed = "68cb83cb30";
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true);
      loop.send(changed, 3600, false).send(P, 3600, true).send(P, 7200, true);
      assertThat(loop.configs()).hasSize(1);
      assertThat(loop.samples().get(1)).isEqualTo(sample(changed, P));
      loop.send(IDR, 10_800, true);
      assertThat(loop.configs()).hasSize(2);
      assertThat(loop.samples().getLast()).isEqualTo(sample(IDR));
    }
  }

  @Test
  void quirk53_groupsOfPicturesMayLastForMinutes() {
    try (RtpLoop loop = loop()) {
      loop.send(IDR, 0, true);
      for (int i = 1; i < 5_000; i++) {
        loop.send(P, 3600L * i, true);
      }
      assertThat(loop.frames).hasSize(5_000);
      assertThat(loop.frames.stream().filter(RtpLoop.Kept::sync)).hasSize(1);
      assertThat(loop.pool.allocatedBytes()).isLessThan(1 << 20);
    }
  }

  @ParameterizedTest
  @CsvSource({"60, 3000", "25, 7200", "1, 0", "1000, 0"})
  void quirk55_frameRateIsReadFromTheSpsUnlessItCannotBe(int fieldsPerSecond, int frameTicks) {
    H264Sps sps = H264Sps.parse(Bytes.fromHex(sps(19, 14, fieldsPerSecond, false)));
    assertThat(sps.frameTicks()).isEqualTo(frameTicks);
  }

  @Test
  void quirk56_frameWithoutEndIsCappedAndTheNextOnesGoOn() {
    try (RtpLoop loop =
        new RtpLoop((out, sink) -> new H264Depacketizer(0, encoding(SPS, PPS), out, sink), 4096)) {
      loop.send(IDR, 0, true).send("5c81" + P.substring(2), 3600, false);
      for (int i = 0; i < 10_000; i++) {
        loop.send("5c01" + "aa".repeat(1000), 3600, false);
      }
      loop.send("5c41" + "aa", 3600, true).send(P, 7200, true);
      assertThat(loop.samples()).containsExactly(sample(IDR), sample(P));
      assertThat(loop.depacketizer.dropped()).isOne();
      assertThat(loop.pool.allocatedBytes()).isLessThan(1 << 18);
    }
  }

  /// High profile with a VUI: `(widthMbs + 1) * 16` by `(heightMbs + 1) * 16`.
  private static String sps(int widthMbs, int heightMbs, int timeScale, boolean fullRange) {
    return new BitWriter()
        .bits(8, 0x67)
        .bits(24, 0x64001e)
        .golomb(0, 1, 0, 0)
        .bits(2, 0)
        .golomb(0, 0, 2, 4) // frame_num and order count widths, four reference frames
        .bits(1, 0)
        .golomb(widthMbs, heightMbs)
        .bits(4, 0b1101) // frames only, direct 8x8 inference, no cropping, VUI
        .bits(2, 0) // aspect ratio, overscan
        .bits(1, 1)
        .bits(3, 5)
        .flag(fullRange)
        .bits(2, 0) // colour description, chroma location
        .bits(1, 1)
        .bits(32, 1)
        .bits(32, timeScale)
        .bits(1, 1)
        .bits(3, 0) // no HRD, no pic_struct
        .bits(1, 1)
        .bits(1, 1)
        .golomb(0, 0, 11, 11, 0, 4)
        .nal();
  }
}
