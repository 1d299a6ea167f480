package nightjar.media.h265;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import nightjar.media.RtpLoop;
import nightjar.media.testing.GoFuzzCorpus;
import org.junit.jupiter.api.Test;

class H265DepacketizerFuzzTest {
  private static final int MAX_FRAME = 1 << 16;

  @FuzzTest(maxDuration = "60s")
  void anyPacketsAreSurvived(byte[] input) {
    try (RtpLoop loop =
        new RtpLoop(
            (out, sink) -> {
              var encoding =
                  H265Streams.encoding(H265Streams.VPS, H265Streams.SPS, H265Streams.PPS);
              return new H265Depacketizer(0, encoding, out, sink);
            },
            MAX_FRAME)) {
      loop.feed(input);
      check(loop);
    }
  }

  @Test
  void othersFuzzersInputsAreSurvived() {
    for (var entry : GoFuzzCorpus.find("rtsp/gortsplib/pkg/format")) {
      anyPacketsAreSurvived(entry.input());
    }
    for (var entry : GoFuzzCorpus.find("rtsp/mediamtx")) {
      anyPacketsAreSurvived(entry.input());
    }
  }

  private static void check(RtpLoop loop) {
    long last = Long.MIN_VALUE;
    for (RtpLoop.Kept frame : loop.frames) {
      assertThat(frame.dts()).isGreaterThan(last);
      assertThat(frame.bytes().size()).isBetween(6, MAX_FRAME);
      last = frame.dts();
    }
    assertThat(loop.pool.allocatedBytes()).isLessThan(1 << 21);
  }
}
