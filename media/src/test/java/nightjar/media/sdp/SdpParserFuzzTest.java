package nightjar.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.media.testing.GoFuzzCorpus;
import org.junit.jupiter.api.Test;

class SdpParserFuzzTest {
  private static final RtspUrl ASKED = RtspUrl.parse("rtsp://cam/main");

  /// Whatever is understood keeps its promises, and can be written and understood again.
  @FuzzTest(maxDuration = "60s")
  void parse(byte[] input) {
    SessionDescription read = SdpParser.parse(Bytes.of(input));
    for (MediaDescription media : read.media()) {
      assertThat(media.encodings()).isNotEmpty();
      for (Encoding encoding : media.encodings()) {
        assertThat(encoding.clockRate()).isPositive();
        assertThat(encoding.payloadType()).isBetween(0, 127);
      }
    }
    SessionDescription again = SdpParser.parse(SdpWriter.write(read));
    assertThat(again.media()).hasSameSizeAs(read.media());
    for (int i = 0; i < read.media().size(); i++) {
      assertThat(again.media().get(i).control()).isEqualTo(read.media().get(i).control());
      assertThat(again.media().get(i).encodings().getFirst().name())
          .isEqualTo(read.media().get(i).encodings().getFirst().name());
    }
  }

  /// Tracks with request URIs that can be sent, or a fault that says why not.
  @FuzzTest(maxDuration = "60s")
  void presentation(byte[] input) {
    RtspResponse answer =
        new RtspResponse(
            200, "OK", Headers.of("Content-Base", "rtsp://cam/main/"), Bytes.of(input));
    try {
      Presentation presentation = Presentation.of(answer, ASKED);
      new RtspRequest("PLAY", presentation.url(), Headers.EMPTY);
      presentation.tracks().forEach(t -> new RtspRequest("SETUP", t.url(), Headers.EMPTY));
    } catch (Fault e) {
      assertThat(e.kind()).isIn(Fault.Kind.UNSUPPORTED, Fault.Kind.PROTOCOL);
      assertThat(e.getMessage()).doesNotContainPattern("\\p{Cntrl}");
    }
  }

  @Test
  void otherProjectsFindingsDoNoHarm() {
    for (String folder :
        List.of(
            "rtsp/gortsplib/pkg/sdpunmarshaler",
            "rtsp/gortsplib/pkg/description",
            "rtsp/gortsplib/pkg/format/testdata",
            "rtsp/mediamtx")) {
      GoFuzzCorpus.find(folder)
          .forEach(entry -> {
            parse(entry.input());
            presentation(entry.input());
          });
    }
  }
}
