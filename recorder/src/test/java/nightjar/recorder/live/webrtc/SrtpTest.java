package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class SrtpTest {
  private static final byte[] KEY = HexFormat.of().parseHex("e1f97a0d3e018be0d64fa32c06de4139");
  private static final byte[] SALT = HexFormat.of().parseHex("0ec675ad498afeebb6960b3aabe6");

  private final Srtp ours = new Srtp(KEY, SALT);
  private final Srtp theirs = new Srtp(KEY, SALT);

  /// RFC 3711, B.3.
  @Test
  void derivesTheRfcsKeys() throws Exception {
    assertThat(Srtp.derive(KEY, SALT, 0, 16))
        .asHexString()
        .isEqualTo("C61E7A93744F39EE10734AFE3FF7A087");
    assertThat(Srtp.derive(KEY, SALT, 2, 14))
        .asHexString()
        .isEqualTo("30CBBC08863D8C85D49DB34A9AE1");
    assertThat(Srtp.derive(KEY, SALT, 1, 20))
        .asHexString()
        .isEqualTo("CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4");
  }

  @Test
  void whatOneEndProtectsTheOtherReads() {
    byte[] packet = report();
    int length = ours.protectRtcp(packet, 28);
    assertThat(length).isEqualTo(28 + Srtp.RTCP_EXTRA);
    assertThat(theirs.unprotectRtcp(packet, length)).isEqualTo(28);
    assertThat(packet).startsWith(java.util.Arrays.copyOf(report(), 28));
  }

  @Test
  void anOldReportIsNotBelievedTwice() {
    byte[] packet = report();
    int length = ours.protectRtcp(packet, 28);
    byte[] again = packet.clone();
    assertThat(theirs.unprotectRtcp(packet, length)).isEqualTo(28);
    assertThat(theirs.unprotectRtcp(again, length)).isEqualTo(-1);
  }

  @Test
  void aChangedByteOrATornEndIsRefused() {
    byte[] good = report();
    int length = ours.protectRtcp(good, 28);
    for (int i = 0; i < length; i++) {
      byte[] changed = good.clone();
      changed[i] ^= 0x10;
      assertThat(theirs.unprotectRtcp(changed, length)).as("byte %d", i).isEqualTo(-1);
    }
    for (int cut = 0; cut < length; cut++) {
      assertThat(theirs.unprotectRtcp(good.clone(), cut)).as("length %d", cut).isEqualTo(-1);
    }
  }

  @Test
  void mediaKeepsItsHeaderAndGrowsByTheTag() {
    byte[] packet = new byte[64];
    packet[0] = (byte) 0x80;
    int length = ours.protectRtp(packet, 40, 12, 7, 5);
    assertThat(length).isEqualTo(50);
    assertThat(packet[0]).isEqualTo((byte) 0x80);
    assertThat(packet).startsWith((byte) 0x80, (byte) 0, (byte) 0);
    assertThat(java.util.Arrays.copyOfRange(packet, 12, 40)).isNotEqualTo(new byte[28]);
  }

  private static byte[] report() {
    ByteBuffer out = ByteBuffer.allocate(64);
    out.putInt(0x80c80006).putInt(0xcafe).putLong(1).putInt(2).putInt(3).putInt(4);
    return out.array();
  }
}
