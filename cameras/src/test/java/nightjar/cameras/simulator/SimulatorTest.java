package nightjar.cameras.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.media.rtsp.message.RtspResponse;
import nightjar.media.rtsp.message.SessionHeader;
import nightjar.media.rtsp.message.Transport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A healthy camera over loopback: its answers, and its media.
class SimulatorTest {
  private final Map<Long, SentFrame> sent = new ConcurrentHashMap<>();
  private final Simulator simulator =
      Simulator.start(
          SimulatorConfig.of(2, Streams.SMALL, Optional.of(Streams.SMALL.with(AudioKind.NONE)))
              .withSessionTimeout(Duration.ofSeconds(30))
              .withBacklogBytes(20_000)
              .withPortPerCamera(),
          new SystemClock(),
          new SplittableRandom(1),
          this::note);
  private final String url = simulator.url(1, StreamName.MAIN);

  private void note(SentFrame frame) {
    if (frame.info().track() == 0 && frame.stream() == StreamName.MAIN) {
      sent.put(frame.info().timestamp() & 0xffff_ffffL, frame);
    }
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  @Test
  void describeOffersBothTracksWithRelativeControls() throws IOException {
    try (RtspTestClient client = RtspTestClient.of(url)) {
      RtspResponse described = client.ask("DESCRIBE", url, "Accept", "application/sdp");
      assertThat(described.status()).isEqualTo(200);
      assertThat(described.headers().first("Content-Base")).contains(url + "/");
      assertThat(new String(described.body().toArray(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("H264/90000", "sprop-parameter-sets=", "PCMA/8000")
          .contains("a=control:trackID=0\r\n", "a=control:trackID=1\r\n");
    }
  }

  @Test
  void cameraCanBeReachedAtTheCommonPortToo() throws IOException {
    try (RtspTestClient client = new RtspTestClient(simulator.address())) {
      String common = "rtsp://127.0.0.1:" + simulator.address().getPort() + "/cam002/sub";
      assertThat(client.ask("DESCRIBE", common).status()).isEqualTo(200);
      assertThat(simulator.url(2, StreamName.SUB)).isNotEqualTo(common);
    }
  }

  @Test
  void everyRefusalHasItsStatus() throws IOException {
    try (RtspTestClient client = RtspTestClient.of(url)) {
      assertThat(client.ask("OPTIONS", "*").headers().first("Public")).isPresent();
      assertThat(client.ask("DESCRIBE", url.replace("main", "third")).status()).isEqualTo(404);
      assertThat(client.ask("DESCRIBE", url.replace("cam001", "cam009")).status()).isEqualTo(404);
      assertThat(client.ask("DESCRIBE", url, "Accept", "text/html").status()).isEqualTo(406);
      assertThat(client.ask("DESCRIBE", url, "Require", "x").status()).isEqualTo(551);
      assertThat(client.ask("PLAY", url, "Session", "none").status()).isEqualTo(454);
      assertThat(client.ask("ANNOUNCE", url).status()).isEqualTo(405);
      assertThat(client.ask("DANCE", url).status()).isEqualTo(501);
      assertThat(client.ask("SETUP", url, "Transport", "RTP/AVP/TCP").status()).isEqualTo(459);
      String track = url + "/trackID=0";
      assertThat(client.ask("SETUP", track, "Transport", "RTP/AVP;multicast").status())
          .isEqualTo(461);
      assertThat(client.ask("SETUP", track, "Transport", "RTP/SAVP/TCP").status()).isEqualTo(461);
      assertThat(client.ask("SETUP", url + "/trackID=7", "Transport", "RTP/AVP/TCP").status())
          .isEqualTo(404);
    }
    assertThat(simulator.counters().sessions()).isZero();
  }

  @Test
  void channelsAreTheClientsOrFreeOnes() throws IOException {
    try (RtspTestClient client = RtspTestClient.of(url)) {
      String wish = "RTP/AVP/TCP;unicast;interleaved=4-5";
      RtspResponse first = client.ask("SETUP", url + "/trackID=0", "Transport", wish);
      assertThat(transport(first).interleaved()).contains(Transport.Pair.from(4));
      RtspResponse second =
          client.ask("SETUP", url + "/trackID=1", "Transport", wish, "Session", session(first));
      assertThat(transport(second).interleaved()).contains(Transport.Pair.from(6));
    }
  }

  @Test
  void framesArriveWholeFromAKeyFrameOn() throws IOException {
    try (RtspTestClient client = playing(url)) {
      List<Received> frames = Received.frames(client, 0, 25);
      for (Received frame : frames) {
        SentFrame truth = told(sent, frame.timestamp());
        assertThat(frame.crc32c()).isEqualTo(truth.info().crc32c());
        assertThat(frame.sync()).isEqualTo(truth.info().sync());
      }
      assertThat(frames.getFirst().sync()).isTrue();
      assertThat(frames).extracting(Received::number).isSorted().doesNotHaveDuplicates();
    }
  }

  @Test
  void viewersShareSequenceAndTimestamps() throws IOException {
    try (RtspTestClient one = playing(url);
        RtspTestClient late = playing(url)) {
      byte[] first = late.packet(0);
      byte[] same = one.packet(0);
      while (!java.util.Arrays.equals(first, same)) {
        same = one.packet(0);
      }
      for (int i = 0; i < 20; i++) {
        assertThat(late.packet(0)).isEqualTo(one.packet(0));
      }
      assertThat(simulator.counters(1).viewers()).isEqualTo(2);
    }
  }

  @Test
  void quirk59_viewerThatDoesNotDrainLosesWholeFramesUpToAKeyFrame() throws IOException {
    SimulatedStream big =
        new SimulatedStream.Synthetic(
            SimulatedStream.Video.H264, 640, 480, 100, 40_000_000, 10, AudioKind.NONE);
    Map<Long, SentFrame> truth = new ConcurrentHashMap<>();
    try (Simulator fast =
            Simulator.start(
                SimulatorConfig.of(1, big, Optional.empty()).withBacklogBytes(100_000),
                new SystemClock(),
                new SplittableRandom(1),
                frame -> truth.put(frame.info().timestamp() & 0xffff_ffffL, frame));
        RtspTestClient slow = new RtspTestClient(fast.address(), 4096)) {
      play(slow, fast.url(1, StreamName.MAIN));
      while (fast.counters().framesNotSent() < 15) {
        Thread.onSpinWait();
      }
      long next = 0;
      int gaps = 0;
      while (gaps == 0) {
        for (Received frame : Received.frames(slow, 0, 10)) {
          SentFrame known = told(truth, frame.timestamp());
          assertThat(frame.crc32c()).isEqualTo(known.info().crc32c());
          long number = known.info().number();
          if (next != 0 && number != next) {
            gaps++;
            assertThat(frame.sync()).as("goes on at a key frame").isTrue();
          }
          next = number + 1;
        }
      }
    }
  }

  @Test
  void sequenceNumbersHaveNoGapAndTimeIsThatOfTheWallClock() throws IOException {
    try (RtspTestClient client = playing(url)) {
      byte[] report = client.packet(1);
      long seconds = java.nio.ByteBuffer.wrap(report).getInt(8) & 0xffff_ffffL;
      long now = new SystemClock().wallMicros() / 1_000_000 + 2_208_988_800L;
      assertThat(report[1] & 0xff).isEqualTo(200);
      assertThat(seconds).isBetween(now - 30, now);
      int sequence = -1;
      for (int i = 0; i < 50; i++) {
        byte[] packet = client.packet(0);
        int given = (packet[2] & 0xff) << 8 | (packet[3] & 0xff);
        assertThat(sequence < 0 || given == ((sequence + 1) & 0xffff)).isTrue();
        sequence = given;
      }
    }
  }

  @Test
  void pauseStopsAndPlayGoesOn() throws IOException {
    try (RtspTestClient client = RtspTestClient.of(url)) {
      String session = play(client, url);
      client.packet(0);
      assertThat(client.ask("PAUSE", url, "Session", session).status()).isEqualTo(200);
      assertThat(simulator.counters(1).viewers()).isZero();
      assertThat(client.ask("PLAY", url, "Session", session).status()).isEqualTo(200);
      client.packet(0);
      assertThat(client.ask("TEARDOWN", url, "Session", session).status()).isEqualTo(200);
      assertThat(simulator.counters(1).sessions()).isZero();
    }
  }

  /// What the journal says of a frame; it is told just after the frame went out.
  private static SentFrame told(Map<Long, SentFrame> journal, long timestamp) {
    SentFrame frame = journal.get(timestamp);
    while (frame == null) {
      Thread.onSpinWait();
      frame = journal.get(timestamp);
    }
    return frame;
  }

  static RtspTestClient playing(String url) throws IOException {
    RtspTestClient client = RtspTestClient.of(url);
    play(client, url);
    return client;
  }

  /// Plays the first track, and the session it has.
  static String play(RtspTestClient client, String url) throws IOException {
    RtspResponse setup =
        client.ask("SETUP", url + "/trackID=0", "Transport", "RTP/AVP/TCP;unicast;interleaved=0-1");
    assertThat(setup.status()).isEqualTo(200);
    String session = session(setup);
    assertThat(client.ask("PLAY", url, "Session", session).status()).isEqualTo(200);
    return session;
  }

  static String session(RtspResponse setup) {
    return SessionHeader.parse(setup.headers().first("Session").orElseThrow()).orElseThrow().id();
  }

  static Transport transport(RtspResponse setup) {
    return Transport.parse(setup.headers().first("Transport").orElseThrow());
  }
}
