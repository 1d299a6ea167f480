package nightjar.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import nightjar.base.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpTest {
  private static final Bytes CNAME = Bytes.of("nightjar".getBytes(StandardCharsets.US_ASCII));
  private final List<String> said = new ArrayList<>();

  @Test
  void senderReportComesBackAsWritten() {
    ByteBuffer out = ByteBuffer.allocate(100);
    new SenderReport(0xdeadbeef, 0x0123456789abcdefL, -5, 7, 8).writeTo(out, CNAME);
    assertThat(out.position() % 4).isZero();
    assertThat(read(out.flip())).isTrue();
    assertThat(said).containsExactly("SR deadbeef 123456789abcdef -5");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 255})
  void receiverReportWithAnyCnameIsWellFormed(int cnameLength) {
    ByteBuffer out = ByteBuffer.allocate(400);
    Bytes cname = Bytes.of("c".repeat(cnameLength).getBytes(StandardCharsets.US_ASCII));
    new ReceiverReport(1, 2, 255, -1, 0x1ffff, 9, 10, 11).writeTo(out, cname);
    assertThat(out.getInt(12)).isEqualTo(0xffffffff);
    assertThat(read(out.flip())).isTrue();
    assertThat(out.get(out.limit() - 1)).as("the list ends with a zero").isZero();
    assertThat(said).isEmpty();
  }

  @Test
  void byeNamesItsSources() {
    assertThat(read("82cb000200000001ffffffff")).isTrue();
    assertThat(said).containsExactly("BYE 1", "BYE ffffffff");
  }

  @Test
  void quirk58_unknownRtcpTypeIsSkippedAndTheRestRead() {
    assertThat(read("80cd0001" + "00000001" + "81cb0001" + "00000002")).isTrue();
    assertThat(said).containsExactly("BYE 2");
  }

  @Test
  void quirk58_malformedTailDoesNotUndoTheReportBeforeIt() {
    String report = "80c80006" + "00000001" + "0000000200000003" + "00000004" + "0000000000000000";
    assertThat(read(report + "81caffff" + "0000")).isFalse();
    assertThat(said).containsExactly("SR 1 200000003 4");
  }

  @Test
  void tooShortReportsAreRefused() {
    assertThat(read("80c80001" + "00000001")).isFalse();
    assertThat(read("82cb0001" + "00000001")).isFalse();
    assertThat(read("81c90001" + "00000001")).isFalse();
    assertThat(read("")).isFalse();
    assertThat(said).isEmpty();
  }

  @Test
  void ntpTimeOfKnownInstants() {
    assertThat(NtpTime.ofWallMicros(0)).isEqualTo(2_208_988_800L << 32);
    assertThat(NtpTime.toWallMicros(2_208_988_800L << 32 | 0x8000_0000L)).isEqualTo(500_000);
    long in2040 = 2_208_988_800_000_000L;
    assertThat(NtpTime.toWallMicros(NtpTime.ofWallMicros(in2040))).isEqualTo(in2040);
    for (long micros = 1_790_000_000_000_000L; micros < 1_790_000_000_001_000L; micros++) {
      assertThat(NtpTime.toWallMicros(NtpTime.ofWallMicros(micros))).isEqualTo(micros);
    }
  }

  private boolean read(String hex) {
    return read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
  }

  private boolean read(ByteBuffer packet) {
    return RtcpReader.read(
        packet,
        0,
        packet.limit(),
        new RtcpSink() {
          @Override
          public void senderReport(int ssrc, long ntp, int timestamp) {
            said.add(
                "SR " + Integer.toHexString(ssrc) + " " + Long.toHexString(ntp) + " " + timestamp);
          }

          @Override
          public void bye(int ssrc) {
            said.add("BYE " + Integer.toHexString(ssrc));
          }
        });
  }
}
