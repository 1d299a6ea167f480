package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nightjar.base.Bytes;
import org.junit.jupiter.api.Test;

final class StunTest {
  private static final byte[] PASSWORD =
      "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);

  /// RFC 5769, 2.1.
  static final Bytes SAMPLE =
      Bytes.fromHex(
          "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e207465737420636c69656e74"
              + "002400046e0001ff80290008932ff9b151263b3600060009657674"
              + "6a3a68367659202020000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf");

  @Test
  void readsTheRfcsSampleRequestAndBelievesItsPassword() {
    Stun.Request request = Stun.request(SAMPLE.buffer()).orElseThrow();
    assertThat(request.ours()).isEqualTo("evtj");
    assertThat(request.theirs()).isEqualTo("h6vY");
    assertThat(request.nominated()).isFalse();
    assertThat(request.isFrom(PASSWORD)).isTrue();
    assertThat(request.isFrom("another".getBytes(StandardCharsets.US_ASCII))).isFalse();
  }

  @Test
  void aChangedByteAnywhereIsNoticed() {
    for (int i = 0; i < SAMPLE.size(); i++) {
      byte[] changed = SAMPLE.toArray();
      changed[i] ^= 1;
      assertThat(
              Stun.request(ByteBuffer.wrap(changed))
                  .map(each -> each.isFrom(PASSWORD))
                  .orElse(false))
          .as("byte %d", i)
          .isFalse();
    }
  }

  @Test
  void theAnswerTellsTheSendersAddressAndIsSealed() throws Exception {
    Stun.Request request = Stun.request(SAMPLE.buffer()).orElseThrow();
    var from = new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 32853);
    ByteBuffer answer = request.answer(from, PASSWORD);
    assertThat(answer.getShort(0)).isEqualTo((short) 0x0101);
    assertThat(answer.getShort(2)).isEqualTo((short) (answer.remaining() - 20));
    // RFC 5769, 2.2: the same transaction and address give these bytes.
    assertThat(Bytes.copyOf(answer, 20, 12)).isEqualTo(Bytes.fromHex("002000080001a147e112a643"));
  }

  @Test
  void anAddressOfVersionSixIsMixedWithTheTransaction() throws Exception {
    Stun.Request request = Stun.request(SAMPLE.buffer()).orElseThrow();
    var from =
        new InetSocketAddress(InetAddress.ofLiteral("2001:db8:1234:5678:11:2233:4455:6677"), 32853);
    // RFC 5769, 2.3.
    assertThat(Bytes.copyOf(request.answer(from, PASSWORD), 20, 24))
        .isEqualTo(Bytes.fromHex("002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"));
  }
}
