package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FeedbackTest {
  private final List<String> heard = new ArrayList<>();

  private boolean read(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return Feedback.read(
        ByteBuffer.wrap(bytes),
        bytes.length,
        new Feedback.Listener() {
          @Override
          public void lost(int ssrc, int sequence) {
            heard.add(ssrc + " lost " + sequence);
          }

          @Override
          public void keyFrame() {
            heard.add("key");
          }

          @Override
          public void bye() {
            heard.add("bye");
          }
        });
  }

  @Test
  void namesEachLostPacketOverTheEndOfTheNumbers() {
    assertThat(read("81cd0003" + "00000001" + "00000007" + "fffe8003")).isTrue();
    assertThat(heard).containsExactly("7 lost 65534", "7 lost 65535", "7 lost 0", "7 lost 14");
  }

  @Test
  void hearsEveryWishInACompoundPacketUpToWhatIsTorn() {
    assertThat(read("80c90001" + "00000001" + "81ce0002" + "00000001" + "00000007" + "80cb0009"))
        .isFalse();
    assertThat(heard).containsExactly("key");
  }

  @Test
  void aGoodbyeEnds() {
    assertThat(read("81cb0001" + "00000001")).isTrue();
    assertThat(heard).containsExactly("bye");
  }
}
