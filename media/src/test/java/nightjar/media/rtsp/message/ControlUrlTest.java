package nightjar.media.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ControlUrlTest {
  private static final RtspUrl ASKED = RtspUrl.parse("rtsp://u:p@cam:8554/main?x=1");

  @Test
  void quirk01_contentBaseWithoutScheme() {
    assertThat(base("192.168.1.10:554/stream0/")).isEqualTo("rtsp://192.168.1.10:554/stream0/");
  }

  @Test
  void quirk02_contentBaseWithDoubledScheme() {
    assertThat(base("rtsp://rtsp://cam/main")).isEqualTo("rtsp://cam/main");
  }

  @Test
  void quirk02_ipv6WithoutBrackets() {
    assertThat(base("rtsp://::ffff:192.168.1.123/main/"))
        .isEqualTo("rtsp://[::ffff:192.168.1.123]/main/");
    assertThat(base("rtsp://[fe80::1]:554/main/")).isEqualTo("rtsp://[fe80::1]:554/main/");
  }

  @Test
  void quirk03_contentBaseIsAPath() {
    assertThat(base("/main/")).isEqualTo("rtsp://cam:8554/main/");
  }

  @Test
  void quirk04_controlIsAppendedBehindTheQuery() {
    assertThat(ControlUrl.join("rtsp://cam/realmonitor?channel=1&subtype=2/", "trackID=0"))
        .isEqualTo("rtsp://cam/realmonitor?channel=1&subtype=2/trackID=0");
    assertThat(ControlUrl.join("rtsp://cam/H264?proto=Onvif", "video"))
        .isEqualTo("rtsp://cam/H264?proto=Onvif/video");
  }

  @Test
  void quirk04_leadingSlashIsKept() {
    assertThat(ControlUrl.join("rtsp://cam/main", "/track1")).isEqualTo("rtsp://cam/main/track1");
    assertThat(ControlUrl.join("rtsp://cam/main/", "/track1")).isEqualTo("rtsp://cam/main//track1");
    assertThat(ControlUrl.join("rtsp://cam/main", "?track=1")).isEqualTo("rtsp://cam/main?track=1");
  }

  @Test
  void quirk04_baseInsideTheControl() {
    assertThat(ControlUrl.join("rtsp://cam/main/", "RTSP://cam/main/trackID=1?a=b"))
        .isEqualTo("RTSP://cam/main/trackID=1?a=b");
    assertThat(ControlUrl.join("rtsp://cam/", "*")).isEqualTo("rtsp://cam/");
    assertThat(ControlUrl.join("rtsp://cam/", " ")).isEqualTo("rtsp://cam/");
  }

  @Test
  void withoutABaseTheAskedUrlServes() {
    assertThat(ControlUrl.base(Headers.EMPTY, ASKED)).isEqualTo("rtsp://cam:8554/main?x=1");
    assertThat(base(" ")).isEqualTo("rtsp://cam:8554/main?x=1");
    assertThat(ControlUrl.base(Headers.of("Content-Location", "rtsp://h/y"), ASKED))
        .isEqualTo("rtsp://h/y");
  }

  @Test
  void credentialsInACamerasUrlAreDropped() {
    assertThat(base("rtsp://admin:secret@cam/main")).isEqualTo("rtsp://cam/main");
    assertThat(base("rtsp://cam/main/a@b")).isEqualTo("rtsp://cam/main/a@b");
  }

  @Test
  void whatCannotStandInARequestLineIsEncoded() {
    assertThat(ControlUrl.join("rtsp://cam/", "a b\t\"\u00e9\ud83d\ude00"))
        .isEqualTo("rtsp://cam/a%20b%09%22%C3%A9%F0%9F%98%80");
  }

  private static String base(String contentBase) {
    return ControlUrl.base(Headers.of("Content-Base", contentBase), ASKED);
  }
}
