package nightjar.media.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import nightjar.media.rtsp.message.RtspMessageReader.Result;
import nightjar.media.testing.GoFuzzCorpus;
import org.junit.jupiter.api.Test;

class RtspMessageReaderFuzzTest {
  /// The loop of a session: takes the whole input to pieces, and always gets on.
  @FuzzTest(maxDuration = "60s")
  void anyInputIsTakenToPieces(byte[] input) {
    ByteBuffer buffer = ByteBuffer.wrap(input);
    int at = 0;
    while (at < input.length) {
      if (input[at] == '$') {
        at++;
        continue;
      }
      Result result = RtspMessageReader.read(buffer, at, input.length);
      int left = input.length - at;
      switch (result) {
        case Result.Message m -> {
          assertThat(m.length()).isBetween(1, left);
          m.message().cseq();
          m.message().encode();
          at += m.length();
        }
        case Result.NotAMessage n -> {
          assertThat(n.length()).isBetween(1, left);
          at += n.length();
        }
        case Result.NeedMore n -> {
          assertThat(n.length()).isBetween(left + 1, RtspMessageReader.MAX_MESSAGE_BYTES);
          return;
        }
      }
    }
  }

  @Test
  void otherProjectsFindingsDoNoHarm() {
    GoFuzzCorpus.find("rtsp/gortsplib/pkg/base").forEach(e -> anyInputIsTakenToPieces(e.input()));
  }
}
