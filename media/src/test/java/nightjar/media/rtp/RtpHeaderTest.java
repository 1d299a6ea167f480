package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class RtpHeaderTest {
  private static final String FIXED = "80e0fffe" + "01020304" + "a1a2a3a4";
  private final RtpHeader header = new RtpHeader();

  @Test
  void plainPacketIsRead() {
    assertThat(parse(FIXED + "aabbcc")).isTrue();
    assertThat(header.marker()).isTrue();
    assertThat(header.payloadType()).isEqualTo(96);
    assertThat(header.sequence()).isEqualTo(0xfffe);
    assertThat(header.timestamp()).isEqualTo(0x01020304);
    assertThat(header.ssrc()).isEqualTo(0xa1a2a3a4);
    assertThat(header.payloadOffset()).isEqualTo(2 + 12);
    assertThat(header.payloadLength()).isEqualTo(3);
  }

  @Test
  void csrcExtensionAndPaddingAreNotPayload() {
    String packet =
        "b260"
            + FIXED.substring(4)
            + "0000000100000002"
            + "bede0001"
            + "11223344"
            + "aabb"
            + "000003";
    assertThat(parse(packet)).isTrue();
    assertThat(header.payloadOffset()).isEqualTo(2 + 12 + 8 + 8);
    assertThat(header.payloadLength()).isEqualTo(2);
  }

  @Test
  void payloadMayBeEmpty() {
    assertThat(parse(FIXED)).isTrue();
    assertThat(header.payloadLength()).isZero();
  }

  @Test
  void shortPacketIsRefused() {
    assertThat(parse(FIXED.substring(2))).isFalse();
    assertThat(parse("")).isFalse();
  }

  @Test
  void otherVersionIsRefused() {
    assertThat(parse("40" + FIXED.substring(2))).isFalse();
    assertThat(parse("c0" + FIXED.substring(2))).isFalse();
  }

  @Test
  void lengthsPastTheEndAreRefused() {
    assertThat(parse("81" + FIXED.substring(2) + "000000")).isFalse();
    assertThat(parse("90" + FIXED.substring(2) + "bede")).isFalse();
    assertThat(parse("90" + FIXED.substring(2) + "bede0001000000")).isFalse();
    assertThat(parse("90" + FIXED.substring(2) + "bedeffff00000000")).isFalse();
    assertThat(parse("a0" + FIXED.substring(2) + "aa00")).isFalse();
    assertThat(parse("a0" + FIXED.substring(2) + "aa03")).isFalse();
  }

  @Test
  void paddingAloneLeavesEmptyPayload() {
    assertThat(parse("a0" + FIXED.substring(2) + "0002")).isTrue();
    assertThat(header.payloadLength()).isZero();
  }

  private boolean parse(String hex) {
    byte[] bytes = HexFormat.of().parseHex("ffff" + hex + "ffff");
    return header.parse(ByteBuffer.wrap(bytes), 2, bytes.length - 4);
  }
}
