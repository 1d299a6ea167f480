package nightjar.media.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RtpInfoTest {
  private static final String BASE = "rtsp://cam/main/";

  @Test
  void quirk14_trailingSemicolon() {
    assertThat(RtpInfo.parse("url=rtsp://192.168.1.19:554/0/main/trackID=0;seq=0;rtptime=0;"))
        .containsExactly(
            new RtpInfo(
                "rtsp://192.168.1.19:554/0/main/trackID=0",
                OptionalInt.of(0),
                OptionalLong.of(0),
                OptionalLong.empty()));
  }

  @Test
  void quirk14_badRtpTimeIsLeftOut() {
    RtpInfo info = RtpInfo.parse("url=trackID=1;seq=1;rtptime=-1").getFirst();
    assertThat(info.rtpTime()).isEmpty();
    assertThat(info.sequence()).hasValue(1);
    assertThat(RtpInfo.parse("url=a;seq=65536;rtptime=4294967296").getFirst())
        .isEqualTo(
            new RtpInfo("a", OptionalInt.empty(), OptionalLong.empty(), OptionalLong.empty()));
  }

  @Test
  void quirk14_entriesNobodySetUp() {
    List<RtpInfo> entries =
        RtpInfo.parse(
            "url=trackID=1;seq=16852;rtptime=1070938629;ssrc=dcc4a0d8,"
                + "url=trackID=2;seq=39409;rtptime=3075976528;ssrc=9fc9fff8");
    assertThat(RtpInfo.find(entries, BASE, "rtsp://cam/main/trackID=2", true))
        .hasValueSatisfying(i -> {
          assertThat(i.sequence()).hasValue(39409);
          assertThat(i.rtpTime()).hasValue(3_075_976_528L);
          assertThat(i.ssrc()).hasValue(0x9fc9fff8L);
        });
    assertThat(RtpInfo.find(entries, BASE, "rtsp://cam/main/trackID=3", true)).isEmpty();
  }

  @Test
  void quirk14_unknownUrlOfTheOnlyTrack() {
    List<RtpInfo> entries =
        RtpInfo.parse("url=rtsp://192.168.1.110:5049/H264/video;seq=273;rtptime=1621810809");
    String track = "rtsp://192.168.1.110:5049/H264?channel=1&subtype=1/video";
    assertThat(RtpInfo.find(entries, BASE, track, true)).isPresent();
    assertThat(RtpInfo.find(entries, BASE, track, false)).isEmpty();
  }

  @Test
  void urlMayHoldSeparators() {
    List<RtpInfo> entries =
        RtpInfo.parse("url=\"rtsp://h/a?x=1,2;y=3\";seq=4;rtptime=5 , url=rtsp://h/b;seq=6");
    assertThat(entries)
        .extracting(RtpInfo::url)
        .containsExactly("rtsp://h/a?x=1,2;y=3", "rtsp://h/b");
    assertThat(entries)
        .extracting(RtpInfo::sequence)
        .containsExactly(OptionalInt.of(4), OptionalInt.of(6));
  }

  @Test
  void writtenEntriesReadBackTheSame() {
    RtpInfo info =
        new RtpInfo(
            "rtsp://h/a",
            OptionalInt.of(65_535),
            OptionalLong.of(0xffff_ffffL),
            OptionalLong.of(1));
    assertThat(RtpInfo.parse(info.write() + "," + info.write())).containsExactly(info, info);
  }
}
