package nightjar.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.RtspUrl;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TracksTest {
  private static final String VIDEO = "m=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n";
  private static final RtspUrl ASKED = RtspUrl.parse("rtsp://cam/main");

  @Test
  void quirk27_videoMarkedAsBackchannelIsStillVideo() {
    Tracks tracks = choose(VIDEO + "a=sendonly\nm=audio 0 RTP/AVP 8\na=sendonly\n");
    assertThat(tracks.video().encoding().name()).isEqualTo("H264");
    assertThat(tracks.audio()).isPresent();
  }

  @Test
  void backchannelIsNotRecorded() {
    Tracks tracks =
        choose(
            VIDEO
                + "a=recvonly\nm=audio 0 RTP/AVP 0\na=sendonly\na=control:back\n"
                + "m=audio 0 RTP/AVP 8\na=recvonly\na=control:front\n");
    assertThat(tracks.audio())
        .hasValueSatisfying(a -> assertThat(a.media().control()).contains("front"));
    assertThat(tracks.remarks()).singleElement().asString().contains("backchannel");
  }

  @Test
  void firstRecordableSoundIsTaken() {
    Tracks tracks =
        choose(
            VIDEO
                + "m=audio 0 RTP/AVP 98\na=rtpmap:98 L16/16000\n"
                + "m=audio 0 RTP/AVP 97 0\na=rtpmap:97 G726-32/8000\n"
                + "m=audio 0 RTP/AVP 99\na=rtpmap:99 opus/48000/2\n");
    assertThat(tracks.audio())
        .hasValueSatisfying(a -> assertThat(a.encoding().name()).isEqualTo("PCMU"));
    assertThat(tracks.remarks())
        .containsExactly(
            "audio L16 (uncompressed sound) not recorded: set the camera's audio to AAC, G.711 or Opus");
  }

  @Test
  void latmIsChosenWhenItsConfigurationCanBeRead() {
    String latm = VIDEO + "m=audio 0 RTP/AVP 98\na=rtpmap:98 MP4A-LATM/24000\na=fmtp:98 ";
    assertThat(choose(latm + "cpresent=0; config=400026103FC0\n").audio()).isPresent();
    Tracks unreadable = choose(latm + "cpresent=0; config=40\n");
    assertThat(unreadable.audio()).isEmpty();
    assertThat(unreadable.remarks())
        .containsExactly(
            "audio MP4A-LATM (AAC as LATM) not recorded: set the camera's audio to AAC, G.711 or Opus");
  }

  @ParameterizedTest
  @CsvSource({"L16/8000", "G726-16/8000", "PCM/8000", "G722/8000"})
  void soundWeCannotKeepCostsNoPicture(String map) {
    Tracks tracks = choose(VIDEO + "m=audio 0 RTP/AVP 98\na=rtpmap:98 " + map + "\n");
    assertThat(tracks.audio()).isEmpty();
    assertThat(tracks.remarks())
        .singleElement()
        .asString()
        .contains(map.substring(0, map.indexOf('/')), "AAC");
  }

  @ParameterizedTest
  @CsvSource({
    "26, '', JPEG (Motion JPEG)",
    "97, MP4V-ES/90000, MP4V-ES (MPEG-4 Part 2)",
    "98, AV1/90000, AV1",
    "99, VP8/90000, VP8",
    "33, '', MP2T (MPEG transport stream)",
  })
  void videoWeCannotRecordIsNamed(int payloadType, String map, String said) {
    Fault fault =
        refused(
            "m=video 0 RTP/AVP "
                + payloadType
                + "\n"
                + (map.isEmpty() ? "" : "a=rtpmap:" + payloadType + " " + map + "\n"));
    assertThat(fault).hasMessageContaining(said);
    assertThat(fault.advice()).contains("H.264 or H.265");
  }

  @Test
  void secondVideoServesWhenTheFirstCannot() {
    Tracks tracks = choose("m=video 0 RTP/AVP 26\n" + VIDEO);
    assertThat(tracks.video().encoding().payloadType()).isEqualTo(96);
    assertThat(tracks.remarks()).singleElement().asString().contains("JPEG");
  }

  @Test
  void quirk65_noVideoIsAFaultThatNamesTheOffer() {
    Fault fault =
        refused(
            "m=audio 0 RTP/AVP 8\nm=application 0 RTP/AVP 107\na=rtpmap:107 vnd.onvif.metadata/90000\n");
    assertThat(fault).hasMessageContaining("no video, only: audio PCMA, data VND.ONVIF.METADATA");
    assertThat(refused("v=0\n")).hasMessageContaining("only: nothing");
  }

  @Test
  void encryptedMediaIsRefused() {
    Fault fault = refused("m=video 0 RTP/SAVP 96\na=rtpmap:96 H264/90000\n");
    assertThat(fault).hasMessageContaining("H264 as RTP/SAVP");
    assertThat(fault.advice()).contains("SRTP");
  }

  @Test
  void trackUrlsAreJoinedToTheContentBase() {
    Presentation presentation =
        Presentation.of(
            new RtspResponse(
                200,
                "OK",
                Headers.of("Content-Base", "rtsp://cam/main/"),
                body("a=control:*\n" + VIDEO + "a=control:trackID=1\nm=audio 0 RTP/AVP 0\n")),
            ASKED);
    assertThat(presentation.url()).isEqualTo("rtsp://cam/main/");
    assertThat(presentation.tracks())
        .extracting(Track::url)
        .containsExactly("rtsp://cam/main/trackID=1", "rtsp://cam/main/");
  }

  @Test
  void emptyAnswerIsAFault() {
    Fault fault =
        catchThrowableOfType(
            Fault.class, () -> Presentation.of(new RtspResponse(200, Headers.EMPTY), ASKED));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL);
    assertThat(fault).hasMessageContaining("rtsp://cam/main");
  }

  private static Fault refused(String text) {
    Fault fault = catchThrowableOfType(Fault.class, () -> choose(text));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
    return fault;
  }

  private static Tracks choose(String text) {
    return Tracks.choose(SdpParser.parse(body(text)));
  }

  private static Bytes body(String text) {
    return Bytes.of(text.getBytes(UTF_8));
  }
}
