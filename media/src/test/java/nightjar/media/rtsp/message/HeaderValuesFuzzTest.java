package nightjar.media.rtsp.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import nightjar.base.Fault;
import nightjar.media.testing.GoFuzzCorpus;
import org.junit.jupiter.api.Test;

class HeaderValuesFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void transport(byte[] input) {
    for (Transport t : Transport.parseChoices(text(input))) {
      Transport again = Transport.parse(t.write());
      assertThat(again.interleaved()).isEqualTo(t.interleaved());
      assertThat(again.ssrc()).isEqualTo(t.ssrc());
      assertThat(again.tcp()).isEqualTo(t.tcp());
    }
  }

  @FuzzTest(maxDuration = "60s")
  void rtpInfo(byte[] input) {
    List<RtpInfo> entries = RtpInfo.parse(text(input));
    RtpInfo.find(entries, "rtsp://cam/", "rtsp://cam/trackID=1", true);
    entries.forEach(e -> assertThat(e.url()).isNotEmpty());
  }

  /// Either a fault for the person, or a URL whose printed form is read back as the same address.
  @FuzzTest(maxDuration = "60s")
  void rtspUrl(byte[] input) {
    RtspUrl url;
    try {
      url = RtspUrl.parse(text(input));
    } catch (Fault e) {
      assertThat(e.kind()).isEqualTo(Fault.Kind.INVALID);
      return;
    }
    new RtspRequest("DESCRIBE", url.toString(), Headers.EMPTY);
    if (url.toString().length() > input.length + 100) {
      return; // Escapes may make it longer than an address may be.
    }
    RtspUrl again = RtspUrl.parse(url.toString());
    assertThat(again.host()).isEqualTo(url.host());
    assertThat(again.port()).isEqualTo(url.port());
    assertThat(again.target()).isEqualTo(url.target());
    assertThat(again.credentials()).isEmpty();
  }

  /// Whatever a camera names, a request line can be written with it.
  @FuzzTest(maxDuration = "60s")
  void controlUrl(byte[] input) {
    String text = text(input).replaceAll("\\p{Cntrl}", " ");
    RtspUrl asked = RtspUrl.parse("rtsp://cam/main");
    String latin1 = text.replaceAll("[^ -\u00ff]", "");
    String base = ControlUrl.base(Headers.of("Content-Base", latin1), asked);
    new RtspRequest("SETUP", ControlUrl.join(base, text(input)), Headers.EMPTY);
  }

  @FuzzTest(maxDuration = "60s")
  void session(byte[] input) {
    SessionHeader.parse(text(input))
        .ifPresent(s -> assertThat(s.timeout().toSeconds()).isPositive());
  }

  @Test
  void otherProjectsFindingsDoNoHarm() {
    GoFuzzCorpus.find("rtsp/gortsplib/pkg/headers")
        .forEach(entry -> {
          transport(entry.input());
          rtpInfo(entry.input());
          session(entry.input());
          rtspUrl(entry.input());
          controlUrl(entry.input());
        });
  }

  private static String text(byte[] input) {
    return new String(input, UTF_8);
  }
}
