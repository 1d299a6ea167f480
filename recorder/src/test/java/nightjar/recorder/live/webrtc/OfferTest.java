package nightjar.recorder.live.webrtc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import org.junit.jupiter.api.Test;

final class OfferTest {
  private static final String FINGERPRINT = "AB:".repeat(31) + "AB";

  /// Baseline, level 3.1.
  private static final CodecConfig AVC =
      new CodecConfig.Avc(
          List.of(Bytes.fromHex("6742c01fd9005005bb011000000300100000030320f18324a0")),
          List.of(Bytes.fromHex("68cb83cb20")),
          1280,
          720);

  private static final CodecConfig MU_LAW = new CodecConfig.G711(CodecConfig.G711.Law.MU, 8_000, 1);

  private static String offer() {
    return String.join(
        "\r\n",
        "v=0",
        "o=- 4 2 IN IP4 127.0.0.1",
        "s=-",
        "t=0 0",
        "a=group:BUNDLE 0 1",
        "m=video 9 UDP/TLS/RTP/SAVPF 96 102 104 108",
        "c=IN IP4 0.0.0.0",
        "a=ice-ufrag:Ab+1",
        "a=ice-pwd:0123456789012345678901",
        "a=fingerprint:sha-256 " + FINGERPRINT,
        "a=setup:actpass",
        "a=mid:0",
        "a=extmap:5 http://www.webrtc.org/experiments/rtp-hdrext/playout-delay",
        "a=recvonly",
        "a=rtcp-mux",
        "a=rtpmap:96 VP8/90000",
        "a=rtpmap:102 H264/90000",
        "a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=0;profile-level-id=42001f",
        "a=rtpmap:104 H264/90000",
        "a=fmtp:104 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=64001f",
        "a=rtpmap:108 H264/90000",
        "a=fmtp:108 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f",
        "m=audio 9 UDP/TLS/RTP/SAVPF 111 0",
        "a=mid:1",
        "a=recvonly",
        "a=rtpmap:111 opus/48000/2",
        "");
  }

  @Test
  void theAnswerTakesTheCamerasProfileInPacketizationModeOneAndItsSound() {
    Offer offer = Offer.parse(offer());
    Answer answer = Answer.of(offer, new TreeMap<>(Map.of(0, AVC, 1, MU_LAW)));
    assertThat(answer.video().orElseThrow().codec().payloadType()).isEqualTo(108);
    assertThat(answer.audio().orElseThrow().codec().payloadType()).isZero();

    var ground = new Answer.Ground("us", "secret", "FF", List.of("1 1 udp 1 10.0.0.1 9 typ host"));
    String sdp = answer.sdp(offer, ground, _ -> 77);
    assertThat(sdp)
        .contains("a=group:BUNDLE 0 1\r\n", "a=ice-lite\r\n", "a=setup:passive\r\n")
        .contains("m=video 9 UDP/TLS/RTP/SAVPF 108\r\n", "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n")
        .contains("a=candidate:1 1 udp 1 10.0.0.1 9 typ host\r\n", "a=extmap:5 ");
  }

  @Test
  void soundWebRtcDoesNotHaveIsLeftOutAndItsPlaceKept() {
    Offer offer = Offer.parse(offer());
    var aac = new CodecConfig.Aac(Bytes.fromHex("1190"), 48_000, 2);
    Answer answer = Answer.of(offer, new TreeMap<>(Map.of(0, AVC, 1, aac)));
    assertThat(answer.audio()).isEmpty();
    assertThat(answer.sdp(offer, new Answer.Ground("u", "p", "F", List.of()), _ -> 1))
        .contains("a=group:BUNDLE 0\r\n", "m=audio 0 UDP/TLS/RTP/SAVPF 111\r\n", "a=inactive\r\n");
  }

  @Test
  void nothingIsChosenThatWasNotOffered() {
    Offer offer = Offer.parse(offer().replace("H264", "H266"));
    assertThat(Answer.of(offer, new TreeMap<>(Map.of(0, AVC))).video()).isEmpty();
  }

  @Test
  void anOfferWithoutWhatWeNeedIsRefusedWithWords() {
    for (String missing : List.of("a=ice-ufrag", "a=fingerprint", "a=mid:0")) {
      assertThatThrownBy(() -> Offer.parse(offer().replace(missing, "a=nothing")))
          .isInstanceOf(Fault.class)
          .hasMessageContaining("the offer has");
    }
    assertThatThrownBy(() -> Offer.parse(offer().replace("sha-256", "sha-1")))
        .hasMessageContaining("SHA-256");
    assertThatThrownBy(() -> Offer.parse("m=video 9 X 1\n".repeat(17))).isInstanceOf(Fault.class);
  }

  @Test
  void candidatesBeginWithTheAddressTheViewerUsed() throws Exception {
    var local = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 8443);
    assertThat(WebRtc.candidates(local, "10.1.2.3").getFirst()).contains(" 10.1.2.3 8443 typ host");
    var loopback = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 5);
    assertThat(WebRtc.candidates(loopback, "127.0.0.1"))
        .singleElement()
        .asString()
        .endsWith(" 127.0.0.1 5 typ host");
  }
}
