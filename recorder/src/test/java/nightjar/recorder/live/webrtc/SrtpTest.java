package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
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

  /// The packets of libsrtp's own test (test/srtp_driver.c, srtp_validate), under the same key.
  @Test
  void agreesWithLibsrtpOnMedia() {
    byte[] packet = Arrays.copyOf(bytes("800f1234decafbadcafebabe" + "ab".repeat(16)), 38);
    assertThat(ours.protectRtp(packet, 28, 12, 0xcafebabe, 0x1234)).isEqualTo(38);
    assertThat(packet)
        .isEqualTo(
            bytes("800f1234decafbadcafebabe4e55dc4ce79978d88ca4d215949d2402b78d6acc99ea179b8dbb"));
  }

  @Test
  void agreesWithLibsrtpOnReportsPastTheFirst() {
    byte[] sealed =
        bytes("81c8000bcafebabe7128035be487b9bdbef89041f977a5a880000001993e08cd54d6c1230798");
    byte[] plain = bytes("81c8000bcafebabe" + "ab".repeat(16));
    byte[] mine = new byte[64];
    ours.protectRtcp(mine, 24);
    System.arraycopy(plain, 0, mine, 0, plain.length);
    assertThat(ours.protectRtcp(mine, 24)).isEqualTo(sealed.length);
    assertThat(mine).startsWith(sealed);
    assertThat(theirs.unprotectRtcp(sealed, sealed.length)).isEqualTo(24);
    assertThat(sealed).startsWith(plain);
  }

  @Test
  void whatOneEndProtectsTheOtherReads() {
    byte[] packet = report();
    int length = ours.protectRtcp(packet, 28);
    assertThat(length).isEqualTo(28 + Srtp.RTCP_EXTRA);
    assertThat(theirs.unprotectRtcp(packet, length)).isEqualTo(28);
    assertThat(packet).startsWith(Arrays.copyOf(report(), 28));
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
    assertThat(Arrays.copyOfRange(packet, 12, 40)).isNotEqualTo(new byte[28]);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static byte[] report() {
    ByteBuffer out = ByteBuffer.allocate(64);
    out.putInt(0x80c80006).putInt(0xcafe).putLong(1).putInt(2).putInt(3).putInt(4);
    return out.array();
  }
}
