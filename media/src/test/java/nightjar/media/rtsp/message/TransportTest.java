package nightjar.media.rtsp.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import nightjar.media.rtsp.message.Transport.Pair;
import org.junit.jupiter.api.Test;

class TransportTest {
  @Test
  void quirk11_otherChannelsThanAskedFor() {
    Transport t = Transport.parse("RTP/AVP/TCP;unicast;interleaved=6-7;ssrc=30A98EE7");
    assertThat(t.tcp()).isTrue();
    assertThat(t.interleaved()).contains(new Pair(6, 7));
    assertThat(t.ssrc()).hasValue(0x30a98ee7L);
  }

  @Test
  void quirk11_oneChannelWithoutRange() {
    assertThat(Transport.parse("RTP/AVP/TCP;interleaved=0").interleaved()).contains(new Pair(0, 1));
  }

  @Test
  void quirk11_avpWithChannelsIsTcp() {
    assertThat(Transport.parse("RTP/AVP;unicast;interleaved=0-1").tcp()).isTrue();
    assertThat(Transport.parse("RTP/AVP;unicast;client_port=1-2").tcp()).isFalse();
  }

  @Test
  void quirk12_noServerPort() {
    Transport t = Transport.parse("RTP/AVP;unicast;client_port=5000-5001");
    assertThat(t.serverPorts()).isEmpty();
    assertThat(t.clientPorts()).contains(new Pair(5000, 5001));
  }

  @Test
  void quirk13_ssrcWithLeadingSpace() {
    assertThat(Transport.parse("RTP/AVP/TCP;unicast;interleaved=0-1;ssrc= d6d6627").ssrc())
        .hasValue(0x0d6d6627L);
  }

  @Test
  void quirk13_ssrcInFrontAndUnreadable() {
    Transport t =
        Transport.parse(
            "RTP/AVP;ssrc=22345685;unicast;client_port=54060-54061;server_port=49152-49153");
    assertThat(t.ssrc()).hasValue(0x22345685L);
    assertThat(t.serverPorts()).contains(new Pair(49152, 49153));
    assertThat(Transport.parse("RTP/AVP;ssrc=-1").ssrc()).isEmpty();
    assertThat(Transport.parse("RTP/AVP;ssrc=123456789").ssrc()).isEmpty();
  }

  @Test
  void quirk25_modeIsNotAskedFor() {
    assertThat(Transport.overTcp(Pair.from(2), OptionalLong.empty()).write())
        .isEqualTo("RTP/AVP/TCP;unicast;interleaved=2-3");
    assertThat(Transport.overUdp(Pair.from(9000), Optional.empty(), OptionalLong.empty()).write())
        .isEqualTo("RTP/AVP;unicast;client_port=9000-9001");
  }

  @Test
  void aClientsChoicesComeInItsOrder() {
    assertThat(
            Transport.parseChoices(
                "RTP/AVP;unicast;client_port=1-2;mode=\"PLAY,RECORD\",RTP/AVP/TCP;interleaved=0-1"))
        .extracting(Transport::tcp)
        .containsExactly(false, true);
    assertThat(Transport.parse("RTP/SAVP/TCP;unicast").profile()).isEqualTo("RTP/SAVP");
    assertThat(Transport.parse("rtp/avp/udp;multicast").multicast()).isTrue();
  }

  @Test
  void unreadablePartsAreLeftOut() {
    Transport t = Transport.parse("RTP/AVP;interleaved=300-301;client_port=x-y;server_port=70000");
    assertThat(t.interleaved()).isEmpty();
    assertThat(t.clientPorts()).isEmpty();
    assertThat(t.serverPorts()).isEmpty();
    assertThat(Transport.parse("")).isEqualTo(Transport.parse("RTP/AVP"));
  }

  @Test
  void writtenTransportsReadBackTheSame() {
    Transport udp =
        Transport.overUdp(new Pair(1, 9), Optional.of(new Pair(3, 4)), OptionalLong.of(0xfL));
    assertThat(udp.write()).endsWith("ssrc=0000000F");
    assertThat(Transport.parse(udp.write())).isEqualTo(udp);
    Transport tcp = Transport.overTcp(new Pair(0, 1), OptionalLong.of(0xffff_ffffL));
    assertThat(Transport.parse(tcp.write())).isEqualTo(tcp);
  }
}
