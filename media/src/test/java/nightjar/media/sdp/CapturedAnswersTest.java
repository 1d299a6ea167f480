package nightjar.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import nightjar.base.Bytes;
import nightjar.base.testing.Fixtures;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.PublicMethods;
import nightjar.media.rtsp.message.RtpInfo;
import nightjar.media.rtsp.message.RtspMessage;
import nightjar.media.rtsp.message.RtspMessageReader;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.media.rtsp.message.SessionHeader;
import nightjar.media.rtsp.message.Transport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every captured answer of a real camera gives what its text says, byte by byte whatever the pieces it arrives in.
class CapturedAnswersTest {
  private static final RtspUrl ASKED = RtspUrl.parse("rtsp://user:secret@cam/asked");
  private static final String DAHUA =
      "rtsp://192.168.5.111:554/cam/realmonitor?channel=1&subtype=1";
  private static final String GW = "rtsp://192.168.1.110:";
  private static final String BUNNY =
      "rtsp://wowzaec2demo.streamlock.net/vod/mp4:BigBuckBunny_115k.mov/";

  private interface Check {
    void of(Bytes bytes);
  }

  private final Map<String, Check> checks = new TreeMap<>();

  CapturedAnswersTest() {
    descriptions();
    descriptionsWithoutAnAnswer();
    setups();
    plays();
    others();
  }

  @TestFactory
  Stream<DynamicTest> everyAnswer() throws IOException {
    Optional<Path> root = Fixtures.find("rtsp/retina");
    Assumptions.assumeTrue(root.isPresent());
    try (Stream<Path> files = Files.walk(root.get())) {
      List<Path> answers = files.filter(Files::isRegularFile).sorted().toList();
      assertThat(answers.stream().map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(checks.keySet());
      return answers.stream()
          .map(file -> {
            String name = file.getFileName().toString();
            return DynamicTest.dynamicTest(name, () -> check(name, Files.readAllBytes(file)));
          });
    }
  }

  private void check(String name, byte[] bytes) {
    Check check = checks.get(name);
    assertThat(check).isNotNull();
    if (check != null) {
      check.of(Bytes.of(bytes));
    }
  }

  private void descriptions() {
    described(
        "anjvision_describe.txt",
        "rtsp://192.168.1.10:554/stream0/",
        5,
        video(
            "H265",
            96,
            "rtsp://192.168.1.10:554/stream0/trackID=1",
            "sprop-vps",
            "sprop-sps",
            "sprop-pps"));
    described(
        "bunny_describe.txt",
        BUNNY,
        24,
        video("H264", 97, BUNNY + "trackID=2", "sprop-parameter-sets"),
        audio("MPEG4-GENERIC", 96, 12_000, 2, BUNNY + "trackID=1", "config"));
    checks.put("response.txt", Optional.ofNullable(checks.get("bunny_describe.txt")).orElseThrow());
    described(
        "dahua_describe_h264_aac_onvif.txt",
        DAHUA + "&unicast=true&proto=Onvif/",
        15,
        video("H264", 96, DAHUA + "&unicast=true&proto=Onvif/trackID=0", "sprop-parameter-sets"),
        audio(
            "MPEG4-GENERIC",
            97,
            48_000,
            1,
            DAHUA + "&unicast=true&proto=Onvif/trackID=1",
            "config"));
    described(
        "dahua_describe_h265_pcma.txt",
        "rtsp://cam-driveway/cam/realmonitor?channel=1&subtype=2/",
        12,
        video(
            "H265",
            98,
            "rtsp://cam-driveway/cam/realmonitor?channel=1&subtype=2/trackID=0",
            "sprop-vps",
            "sprop-sps",
            "sprop-pps"),
        audio(
            "PCMA",
            8,
            8_000,
            1,
            "rtsp://cam-driveway/cam/realmonitor?channel=1&subtype=2/trackID=1"));
    described(
        "foscam_describe.txt",
        "rtsp://192.168.5.107:65534/videoMain/",
        0,
        video("H264", 96, "rtsp://192.168.5.107:65534/videoMain/track1", "sprop-parameter-sets"),
        audio("PCMU", 0, 8_000, 1, "rtsp://192.168.5.107:65534/videoMain/track2"));
    String gwMain = GW + "5050/H264?channel=1&subtype=0&unicast=true&proto=Onvif";
    described(
        "gw_main_describe.txt",
        gwMain,
        0,
        video("H264", 96, gwMain + "/video", "sprop-parameter-sets"),
        audio("PCMU", 8, 8_000, 1, gwMain + "/audio", "vad"));
    String gwSub = GW + "5049/H264?channel=1&subtype=1&unicast=true&proto=Onvif";
    described(
        "gw_sub_describe.txt",
        gwSub,
        0,
        video("H264", 96, gwSub + "/video", "sprop-parameter-sets"));
    described(
        "h264dvr_describe.txt",
        "rtsp://127.0.0.1:554/camera",
        25,
        video("H264", 96, "rtsp://127.0.0.1:554/camera/trackID=3", "sprop-parameter-sets"),
        audio("PCMA", 8, 8_000, 1, "rtsp://127.0.0.1:554/camera/trackID=4"));
    String hikvision = "rtsp://192.168.5.106:554/Streaming/Channels/101/";
    String profile = "?transportmode=unicast&profile=Profile_1";
    described(
        "hikvision_describe.txt",
        hikvision + profile,
        0,
        video("H264", 96, hikvision + "trackID=1" + profile, "sprop-parameter-sets"));
    described(
        "ipcam_describe.txt",
        "rtsp://cam/asked",
        25,
        video("H264", 96, "rtsp://cam/asked/trackID=1", "sprop-parameter-sets"));
    described(
        "macrovideo_describe.txt",
        "rtsp://cam/asked",
        0,
        video("H264", 96, "rtsp://cam/asked/track1", "sprop-parameter-sets"));
    described(
        "missing_content_type_describe.txt",
        "rtsp://cam/asked",
        0,
        video("H264", 96, "rtsp://cam/asked/streamid=0", "sprop-parameter-sets"),
        audio("MPEG4-GENERIC", 97, 48_000, 2, "rtsp://cam/asked/streamid=1", "config"));
    String reolink = "rtsp://192.168.5.206/h264Preview_01_main/";
    for (String name : List.of("reolink_describe.txt", "reolink_describe_control_first.txt")) {
      described(
          name,
          reolink,
          0,
          video("H264", 96, reolink + "trackID=1", "sprop-parameter-sets"),
          audio("MPEG4-GENERIC", 97, 16_000, 1, reolink + "trackID=2", "config"));
    }
    described(
        "vstarcam_describe.txt",
        "rtsp://cam/asked",
        0,
        video("H264", 96, "rtsp://cam/asked/track0", "sprop-parameter-sets"),
        audio("PCMA", 8, 8_000, 1, "rtsp://cam/asked/track1"));
  }

  /// Files that hold the description alone, as if the camera had sent no `Content-Base`.
  private void descriptionsWithoutAnAnswer() {
    sdp(
        "anpviz_sdp.txt",
        12,
        video("H264", 96, "rtsp://cam/asked/trackID=1", "sprop-parameter-sets"),
        audio("MPEG4-GENERIC", 0, 16_000, 2, "rtsp://cam/asked/trackID=2", "config"));
    sdp(
        "geovision_sdp.txt",
        0,
        video("H264", 105, "rtsp://192.168.5.237/media/video1/video", "sprop-parameter-sets"));
    sdp(
        "tplink_sdp.txt",
        0,
        video("H265", 96, "rtsp://cam/asked/track1", "sprop-vps", "sprop-sps", "sprop-pps"),
        audio("PCMA", 8, 8_000, 1, "rtsp://cam/asked/track2"));
    sdp(
        "ubiquiti_sdp.txt",
        0,
        video("H264", 97, "rtsp://cam/asked/trackID=2", "sprop-parameter-sets"),
        audio("MPEG4-GENERIC", 96, 48_000, 1, "rtsp://cam/asked/trackID=0", "config"));
  }

  private void setups() {
    tcp("bunny_setup.txt", 0, -1, "1642021126");
    tcp("dahua_setup.txt", 0, 0x30a98ee7L, "634214675641");
    tcp("gw_main_setup_audio.txt", 2, -1, "9a90de54");
    tcp("gw_main_setup_video.txt", 0, -1, "9a90de54");
    tcp("gw_sub_setup.txt", 0, -1, "9b0d0e54");
    tcp("hikvision_setup.txt", 0, 0x4cacc3d1L, "708345999");
    tcp("hikvision_setup_ssrc_space.txt", 0, 0x0d6d6627L, "708886412");
    tcp("luckfox_rkipc_setup_tcp.txt", 0, 0x22345684L, "12345678");
    tcp("reolink_setup.txt", 0, -1, "F8F8E425");
    udp("h264dvr_setup_audio.txt", 18716, 40006, 0, "231980");
    udp("h264dvr_setup_video.txt", 18714, 40004, 0, "231970");
    udp("luckfox_rkipc_setup_udp.txt", 54060, 49152, 0x22345685L, "12345678");
  }

  private void plays() {
    played(
        "bad_rtptime.txt",
        BUNNY,
        info("trackID=1", 1, -1, -1),
        info(BUNNY + "trackID=2", 1, -1, -1));
    played(
        "bunny_play.txt", BUNNY, info("trackID=1", 1, 0, -1), info(BUNNY + "trackID=2", 1, 0, -1));
    played(
        "dahua_play.txt",
        DAHUA + "/",
        info("trackID=0", 47121, 3_475_222_385L, -1),
        info("trackID=1", 45186, 2_234_446_919L, -1),
        info("trackID=4", 36583, 816_418_535L, -1));
    played("gw_main_play.txt", GW, info(GW + "5050/H264/video", 271, 1_621_990_950L, -1));
    played("gw_sub_play.txt", GW, info(GW + "5049/H264/video", 273, 1_621_810_809L, -1));
    played("h264dvr_play.txt", "rtsp://cam/");
    played(
        "hikvision_play.txt",
        "rtsp://cam/",
        info(
            "rtsp://192.168.5.106:554/Streaming/Channels/101/trackID=1?transportmode=unicast&profile=Profile_1",
            24104,
            1_270_711_678L,
            -1));
    played("laureii_play.txt", "", info("rtsp://192.168.1.19:554/0/main/trackID=0", 0, 0, -1));
    played(
        "reolink_play.txt",
        "rtsp://cam/",
        info("trackID=1", 16852, 1_070_938_629L, 0xdcc4a0d8L),
        info("trackID=2", 39409, 3_075_976_528L, 0x9fc9fff8L));
  }

  private void others() {
    checks.put(
        "dahua_options.txt",
        bytes ->
            assertThat(PublicMethods.of(response(bytes).headers()).methods())
                .hasSize(10)
                .contains("GET_PARAMETER", "TEARDOWN"));
    checks.put("reolink_teardown.txt", bytes -> assertThat(response(bytes).cseq()).hasValue(7));
    checks.put(
        "longse_unauthorized.txt",
        bytes -> {
          RtspResponse answer = response(bytes);
          assertThat(answer.status()).isEqualTo(401);
          assertThat(answer.cseq()).hasValue(1);
          assertThat(answer.headers().first("WWW-Authenticate"))
              .contains("Digest realm=\"Surveillance Server\", nonce=\"98481030\"");
        });
    checks.put(
        "request.txt",
        bytes ->
            assertThat(message(bytes))
                .isEqualTo(
                    new RtspRequest(
                        "DESCRIBE",
                        "rtsp://192.168.5.225/h264Preview_01_main",
                        Headers.of(
                            "Accept",
                            "application/sdp",
                            "CSeq",
                            "1",
                            "User-Agent",
                            "Retina mp4 example"))));
  }

  private record Wanted(
      String name,
      int payloadType,
      int clockRate,
      int channels,
      String url,
      List<String> parameters) {
    void check(Track track) {
      assertThat(track.encoding().name()).isEqualTo(name);
      assertThat(track.encoding().payloadType()).isEqualTo(payloadType);
      assertThat(track.encoding().clockRate()).isEqualTo(clockRate);
      assertThat(track.encoding().channels()).isEqualTo(channels);
      assertThat(track.url()).isEqualTo(url);
      assertThat(track.encoding().parameters()).containsKeys(parameters.toArray(String[]::new));
      if (parameters.isEmpty()) {
        assertThat(track.encoding().parameters()).isEmpty();
      }
    }
  }

  private static Wanted video(String name, int payloadType, String url, String... parameters) {
    return new Wanted(name, payloadType, 90_000, 0, url, List.of(parameters));
  }

  private static Wanted audio(
      String name, int payloadType, int rate, int channels, String url, String... parameters) {
    return new Wanted(name, payloadType, rate, channels, url, List.of(parameters));
  }

  private void described(String file, String aggregate, double frameRate, Wanted... tracks) {
    checks.put(file, bytes -> compare(response(bytes), aggregate, frameRate, tracks));
  }

  private void sdp(String file, double frameRate, Wanted... tracks) {
    checks.put(
        file,
        bytes ->
            compare(
                new RtspResponse(200, "OK", Headers.EMPTY, bytes),
                "rtsp://cam/asked",
                frameRate,
                tracks));
  }

  private static void compare(
      RtspResponse answer, String aggregate, double frameRate, Wanted... tracks) {
    Presentation presentation = Presentation.of(answer, ASKED);
    assertThat(presentation.url()).isEqualTo(aggregate);
    assertThat(presentation.video().frameRate().orElse(0)).isEqualTo(frameRate);
    assertThat(presentation.tracks()).hasSize(tracks.length);
    for (int i = 0; i < tracks.length; i++) {
      tracks[i].check(presentation.tracks().get(i));
    }
  }

  private void tcp(String file, int channel, long ssrc, String session) {
    checks.put(
        file,
        bytes -> {
          Transport transport = transport(bytes, session);
          assertThat(transport.tcp()).isTrue();
          assertThat(transport.interleaved()).contains(Transport.Pair.from(channel));
          assertThat(transport.ssrc().orElse(-1)).isEqualTo(ssrc);
        });
  }

  private void udp(String file, int client, int server, long ssrc, String session) {
    checks.put(
        file,
        bytes -> {
          Transport transport = transport(bytes, session);
          assertThat(transport.tcp()).isFalse();
          assertThat(transport.clientPorts()).contains(Transport.Pair.from(client));
          assertThat(transport.serverPorts()).contains(Transport.Pair.from(server));
          assertThat(transport.ssrc().orElse(-1)).isEqualTo(ssrc);
        });
  }

  private static Transport transport(Bytes bytes, String session) {
    Headers headers = response(bytes).headers();
    assertThat(headers.first("Session").flatMap(SessionHeader::parse))
        .contains(new SessionHeader(session, SessionHeader.DEFAULT_TIMEOUT));
    return Transport.parse(headers.first("Transport").orElseThrow());
  }

  private static RtpInfo info(String url, int sequence, long rtpTime, long ssrc) {
    return new RtpInfo(url, OptionalInt.of(sequence), optional(rtpTime), optional(ssrc));
  }

  private static OptionalLong optional(long number) {
    return number < 0 ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private void played(String file, String base, RtpInfo... entries) {
    checks.put(
        file,
        bytes -> {
          List<RtpInfo> found =
              RtpInfo.parse(response(bytes).headers().first("RTP-Info").orElse(""));
          assertThat(found).containsExactly(entries);
          for (RtpInfo entry : entries) {
            String url = entry.url().startsWith("rtsp") ? entry.url() : base + entry.url();
            assertThat(RtpInfo.find(found, base, url, false)).contains(entry);
          }
        });
  }

  private static RtspResponse response(Bytes bytes) {
    return (RtspResponse) message(bytes);
  }

  /// Reads the one message of a file, however much of it has arrived.
  private static RtspMessage message(Bytes bytes) {
    ByteBuffer buffer = bytes.buffer();
    for (int arrived = 0; arrived <= bytes.size(); arrived++) {
      switch (RtspMessageReader.read(buffer, 0, arrived)) {
        case RtspMessageReader.Result.Message m -> {
          return m.message();
        }
        case RtspMessageReader.Result.NeedMore n -> assertThat(n.length()).isGreaterThan(arrived);
        case RtspMessageReader.Result.NotAMessage n -> fail(n.why());
      }
    }
    throw new AssertionError("no message in " + bytes.size() + " bytes");
  }
}
