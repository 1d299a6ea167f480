package nightjar.cameras.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nightjar.cameras.simulator.fault.ConnectionFault;
import nightjar.cameras.simulator.fault.DialogueFault;
import nightjar.cameras.simulator.fault.PacketFault;
import nightjar.cameras.simulator.fault.StreamFault;
import nightjar.cameras.simulator.fault.TimeFault;
import nightjar.media.rtsp.message.RtspResponse;
import org.junit.jupiter.api.Test;

/// What a client sees of each fault.
class FaultsOverLoopbackTest {
  @Test
  void dropClosesTheConnection() throws IOException {
    try (Simulator simulator = Streams.faulty(new ConnectionFault.Drop(1));
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      assertThatThrownBy(() -> forever(client)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void resetResetsTheConnection() throws IOException {
    try (Simulator simulator = Streams.faulty(new ConnectionFault.Reset(1));
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      assertThatThrownBy(() -> forever(client)).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void slowStartAnswersInTheEnd() throws IOException {
    try (Simulator simulator = Streams.faulty(new ConnectionFault.SlowStart(0.5));
        RtspTestClient client = RtspTestClient.of(url(simulator))) {
      assertThat(client.ask("DESCRIBE", url(simulator)).status()).isEqualTo(200);
      assertThat(client.ask("DESCRIBE", url(simulator)).status()).isEqualTo(200);
    }
  }

  @Test
  void quirk19_serverAsksInMidPlay() throws IOException {
    try (Simulator simulator = Streams.faulty(new ConnectionFault.ServerRequests(1));
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      while (client.asked == null) {
        client.packet();
      }
      assertThat(client.asked.method()).isIn("OPTIONS", "SET_PARAMETER", "ANNOUNCE");
      client.send("RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      client.packet();
    }
  }

  @Test
  void quirk15_dataComesBeforeTheAnswerToPlay() throws IOException {
    try (Simulator simulator = Streams.faulty(new DialogueFault.EarlyData());
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      assertThat(client.hasEarlyPackets()).isTrue();
    }
  }

  @Test
  void refusedUdpLeavesTcp() throws IOException {
    try (Simulator simulator = Streams.faulty(new DialogueFault.RefuseUdp());
        RtspTestClient client = RtspTestClient.of(url(simulator))) {
      String track = url(simulator) + "/trackID=0";
      String udp = "RTP/AVP;unicast;client_port=4000-4001";
      assertThat(client.ask("SETUP", track, "Transport", udp).status()).isEqualTo(461);
      assertThat(client.ask("SETUP", track, "Transport", "RTP/AVP/TCP").status()).isEqualTo(200);
    }
  }

  @Test
  void contentBaseIsEmpty() throws IOException {
    try (Simulator simulator = Streams.faulty(new DialogueFault.EmptyContentBase());
        RtspTestClient client = RtspTestClient.of(url(simulator))) {
      assertThat(client.ask("DESCRIBE", url(simulator)).headers().first("Content-Base"))
          .contains("");
    }
  }

  @Test
  void quirk65_audioOnlyOffersAndPlaysAudio() throws IOException {
    try (Simulator simulator = Streams.faulty(new DialogueFault.AudioOnly());
        RtspTestClient client = RtspTestClient.of(url(simulator))) {
      String url = url(simulator);
      RtspResponse described = client.ask("DESCRIBE", url);
      assertThat(new String(described.body().toArray(), StandardCharsets.US_ASCII))
          .contains("m=audio")
          .doesNotContain("m=video");
      RtspResponse setup = client.ask("SETUP", url + "/trackID=1", "Transport", "RTP/AVP/TCP");
      client.ask("PLAY", url, "Session", SimulatorTest.session(setup));
      assertThat(client.packet(2)).hasSize(12 + 160);
    }
  }

  @Test
  void quirk18_noiseBetweenFramesLeavesThePacketsWhole() throws IOException {
    try (Simulator simulator =
            Streams.faulty(new PacketFault.LineEnds(), new PacketFault.Garbage(30));
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      assertThat(Received.frames(client, 0, 20)).hasSize(20);
    }
  }

  @Test
  void faultsCanBeChangedWhilePlaying() throws IOException {
    try (Simulator simulator = Streams.faulty();
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      client.packet();
      simulator.setFaults(1, List.of(new StreamFault.Stall(0), new ConnectionFault.Drop(1)));
      assertThatThrownBy(() -> forever(client)).isInstanceOf(EOFException.class);
    }
  }

  @Test
  void quirk52_parameterSetsChangeInMidStream() throws IOException {
    try (Simulator simulator = Streams.faulty(new StreamFault.ResolutionSwitch(1));
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      byte[] before = parameterSets(client);
      byte[] after = parameterSets(client);
      while (java.util.Arrays.equals(before, after)) {
        after = parameterSets(client);
      }
      assertThat(after).isNotEqualTo(before);
    }
  }

  @Test
  void noSenderReportLeavesRtpAlone() throws IOException {
    try (Simulator simulator = Streams.faulty(new TimeFault.NoSenderReport());
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      for (int i = 0; i < 30; i++) {
        assertThat(client.packet()[0][0]).isZero();
      }
    }
  }

  @Test
  void clockYearsBehindShowsInTheReport() throws IOException {
    try (Simulator simulator = Streams.faulty(new TimeFault.ClockWrong(20));
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      long seconds = java.nio.ByteBuffer.wrap(client.packet(1)).getInt(8) & 0xffff_ffffL;
      assertThat(seconds).isLessThan(3_400_000_000L);
    }
  }

  @Test
  void hugeFrameIsOneFrame() throws IOException {
    try (Simulator simulator = Streams.faulty(new StreamFault.HugeFrame(1));
        RtspTestClient client = SimulatorTest.playing(url(simulator))) {
      List<Received> frames = Received.frames(client, 0, 12);
      assertThat(frames.getFirst().bytes()).isGreaterThan(1_000_000);
      assertThat(frames.get(1).bytes()).isLessThan(100_000);
    }
  }

  private static byte[] parameterSets(RtspTestClient client) throws IOException {
    byte[] packet = client.packet(0);
    while ((packet[12] & 0x1f) != 24) {
      packet = client.packet(0);
    }
    return java.util.Arrays.copyOfRange(packet, 12, packet.length);
  }

  private static void forever(RtspTestClient client) throws IOException {
    while (true) {
      client.packet();
    }
  }

  private static String url(Simulator simulator) {
    return simulator.url(1, StreamName.MAIN);
  }
}
