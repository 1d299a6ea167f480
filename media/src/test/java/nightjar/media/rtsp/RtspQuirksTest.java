package nightjar.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Each test is one kind of camera, over TCP.
class RtspQuirksTest {
  private static final String TCP = "RTP/AVP/TCP;unicast;interleaved=";

  private List<byte[]> packets = List.of();
  private List<String> expected = List.of();

  @BeforeEach
  void undisturbed() throws IOException {
    packets = new TestVideo().packets(25);
    expected = Viewer.expected(packets);
    assertThat(expected).hasSize(25);
  }

  @Test
  void quirk6_userAgentIsAlwaysSent() throws IOException {
    try (FakeCamera camera =
            new FakeCamera(peer -> peer.untilPlaying().frames(0, packets).tearDown());
        Viewer viewer = new Viewer()) {
      viewer.onFrame = viewer.stop::request;
      viewer.play(camera.url());
      assertThat(camera.requests()).hasSize(4);
      assertThat(FakeCamera.header(camera.requests(), "User-Agent")).containsOnly("Nightjar");
    }
  }

  @Test
  void quirk9_sessionIdChangesBetweenSetups() throws IOException {
    FakeCamera.Script script =
        peer -> {
          peer.describe(TestVideo.sdpWithSound());
          peer.expect("SETUP").answer(200, "Transport", TCP + "0-1", "Session", "first");
          peer.expect("SETUP").answer(200, "Transport", TCP + "2-3", "Session", "second");
          peer.play().frames(0, packets);
        };
    try (FakeCamera camera = new FakeCamera(script);
        Viewer viewer = new Viewer()) {
      viewer.play(camera.url());
      assertThat(viewer.frames).isEqualTo(expected);
      assertThat(FakeCamera.header(camera.requests(), "Session"))
          .startsWith("", "", "first", "first");
    }
  }

  @Test
  void quirk10_oneDescribePerConnection() throws IOException {
    plays(peer -> peer.untilPlaying().frames(0, packets), "DESCRIBE", "SETUP", "PLAY");
  }

  @Test
  void quirk11_otherInterleavedChannelsThanAskedFor() throws IOException {
    plays(peer -> {
      peer.describe().expect("SETUP").answer(200, "Transport", TCP + "6-7", "Session", "a");
      peer.play().frames(6, packets);
    });
  }

  @Test
  void quirk11_interleavedWithoutRangeOrTcp() throws IOException {
    plays(peer -> {
      peer.describe();
      peer.expect("SETUP")
          .answer(200, "Transport", "RTP/AVP;unicast;interleaved=4", "Session", "a");
      peer.play().frames(4, packets);
    });
  }

  @Test
  void transportMissingInTheAnswer() throws IOException {
    plays(peer -> {
      peer.describe().expect("SETUP").answer(200, "Session", "a");
      peer.play().frames(0, packets);
    });
  }

  @Test
  void quirk13_wrongSsrcInTransport() throws IOException {
    plays(peer -> {
      peer.describe().expect("SETUP");
      peer.answer(200, "Transport", TCP + "0-1;ssrc= d6d6627", "Session", "a");
      peer.play().frames(0, packets);
    });
  }

  @Test
  void quirk14_uselessRtpInfo() throws IOException {
    plays(peer -> {
      peer.describe().setup().expect("PLAY");
      peer.answer(200, "RTP-Info", "url=rtsp://other/x;seq=0;rtptime=99999999999,;");
      peer.frames(0, packets);
    });
  }

  @Test
  void quirk15_dataBeforeTheAnswerToPlay() throws IOException {
    plays(peer -> {
      peer.describe().setup().expect("PLAY");
      peer.frames(0, packets.subList(0, 7))
          .answer(200)
          .frames(0, packets.subList(7, packets.size()));
    });
  }

  @Test
  void quirk16_dataOfChannelsNeverSetUp() throws IOException {
    plays(peer -> {
      peer.untilPlaying();
      for (byte[] packet : packets) {
        peer.send(TestVideo.framed(9, packet)).send(TestVideo.framed(0, packet));
      }
    });
  }

  @Test
  void quirk17_dataOfAnOldSessionFromTheStart() throws IOException {
    List<byte[]> old = new TestVideo().packets(3);
    old.forEach(p -> p[11] = 7);
    plays(
        peer -> {
          // Before DESCRIBE is answered, where no track exists yet, and then between our packets.
          peer.frames(0, old).describe().frames(0, old).setup().expect("PLAY").answer(200);
          for (int i = 0; i < packets.size(); i++) {
            peer.send(TestVideo.framed(0, packets.get(i)));
            peer.send(TestVideo.framed(0, old.get(i % old.size())));
          }
        },
        1);
  }

  @Test
  void quirk18_lineEndsBetweenFrames() throws IOException {
    plays(peer -> {
      peer.untilPlaying();
      for (byte[] packet : packets) {
        peer.send(TestVideo.framed(0, packet)).send("\r\n\r\n");
      }
    });
  }

  @Test
  void quirk18_garbageBetweenFrames() throws IOException {
    byte[] garbage = new byte[333];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) (i * 7);
    }
    garbage[100] = '$';
    plays(peer -> {
      peer.untilPlaying();
      for (int i = 0; i < packets.size(); i++) {
        peer.send(i % 5 == 0 ? garbage : new byte[0]);
        peer.send(TestVideo.framed(0, packets.get(i)));
      }
    });
  }

  @Test
  void quirk18_endlessGarbageIsAFault() throws IOException {
    try (FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, packets);
              byte[] text = "x".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
              peer.send(text);
            });
        Viewer viewer = new Viewer()) {
      Ended ended = viewer.play(camera.url());
      assertThat(ended).isInstanceOf(Ended.Failed.class);
      assertThat(((Ended.Failed) ended).fault())
          .hasMessageContaining("camera=door: lost step")
          .hasMessageContaining("conn=")
          .hasMessageContaining("at=");
      assertThat(viewer.frames).isEqualTo(expected);
    }
  }

  @Test
  void quirk19_requestsOfTheServerAreAnswered() throws IOException {
    List<String> requests =
        List.of("OPTIONS", "SET_PARAMETER", "GET_PARAMETER", "ANNOUNCE", "PLAY_NOTIFY");
    plays(peer -> {
      peer.untilPlaying();
      for (String method : requests) {
        peer.frames(0, packets.subList(0, 0));
        peer.send(method + " rtsp://camera/x RTSP/1.0\r\nCSeq: 77\r\nContent-Length: 3\r\n\r\n$$$");
        assertThat(peer.next())
            .isInstanceOfSatisfying(
                RtspResponse.class,
                response -> {
                  assertThat(response.status()).isEqualTo(method.equals("PLAY_NOTIFY") ? 501 : 200);
                  assertThat(response.cseq()).hasValue(77);
                });
      }
      peer.frames(0, packets);
    });
  }

  @Test
  void quirk21_keepAliveIsNotWaitedFor() throws IOException {
    keepsAlive(60, 31, peer -> {});
  }

  @Test
  void quirk20_refusedKeepAliveDoesNotEndTheSession() throws IOException {
    keepsAlive(60, 31, peer -> peer.answer(405));
  }

  @Test
  void quirk22_shortSessionTimeoutIsKeptTwice() throws IOException {
    keepsAlive(4, 3, peer -> peer.answer(200));
  }

  private void keepsAlive(int timeout, int skip, FakeCamera.Script reaction) throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.describe().expect("SETUP");
              peer.answer(200, "Transport", TCP + "0-1", "Session", "a;timeout=" + timeout);
              peer.play().frames(0, packets.subList(0, 20));
              viewer.await(1);
              viewer.clock.skip(Duration.ofSeconds(skip));
              peer.frames(0, packets.subList(20, 30)).expect("OPTIONS");
              reaction.run(peer);
              peer.frames(0, packets.subList(30, packets.size()));
            })) {
      viewer.options =
          viewer.options.withTimeouts(
              Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(100));
      viewer.play(camera.url());
      assertThat(viewer.frames).isEqualTo(expected);
    }
  }

  @Test
  void quirk22_receiverReportsEveryFiveSeconds() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying();
              for (int i = 0; i < 10; i++) {
                peer.frames(0, packets.subList(2 * i, 2 * i + 2));
                viewer.clock.skip(Duration.ofSeconds(5));
              }
              peer.frames(0, packets.subList(20, packets.size()));
            })) {
      viewer.options =
          viewer.options.withTimeouts(
              Duration.ofSeconds(5), Duration.ofSeconds(60), Duration.ofSeconds(100));
      viewer.play(camera.url());
      assertThat(viewer.frames).isEqualTo(expected);
    }
  }

  @Test
  void quirk24_teardownIsSentWhenAnythingFails() throws IOException {
    FakeCamera.Script script =
        peer -> {
          peer.describe().setup().expect("PLAY").answer(500);
          peer.tearDown();
        };
    try (FakeCamera camera = new FakeCamera(script);
        Viewer viewer = new Viewer()) {
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.Failed.class);
      assertThat(camera.methods()).endsWith("TEARDOWN");
      assertThat(viewer.tornDown).isTrue();
    }
  }

  @Test
  void quirk24_teardownThatIsNotAnsweredIsNotWaitedForLong() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, packets).expect("TEARDOWN");
              viewer.clock.skip(Duration.ofMillis(1_001));
            })) {
      viewer.onFrame = viewer.stop::request;
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.Stopped.class);
      assertThat(viewer.tornDown).isFalse();
    }
  }

  @Test
  void quirk25_rangeInPlayAndNoModeInTransport() throws IOException {
    try (FakeCamera camera = new FakeCamera(peer -> peer.untilPlaying().frames(0, packets));
        Viewer viewer = new Viewer()) {
      viewer.play(camera.url());
      List<RtspRequest> requests = camera.requests();
      assertThat(requests.get(1).headers().first("Transport").orElseThrow()).doesNotContain("mode");
      assertThat(requests.get(2).headers().first("Range")).contains("npt=0.000-");
    }
  }

  @Test
  void quirk26_backchannelIsNeverAskedFor() throws IOException {
    try (FakeCamera camera = new FakeCamera(peer -> peer.untilPlaying().frames(0, packets));
        Viewer viewer = new Viewer()) {
      viewer.play(camera.url());
      assertThat(FakeCamera.header(camera.requests(), "Require")).containsOnly("");
    }
  }

  @Test
  void soundThatIsRefusedDoesNotCostThePicture() throws IOException {
    plays(peer -> {
      peer.describe(TestVideo.sdpWithSound()).setup();
      peer.expect("SETUP").answer(500);
      peer.play().frames(0, packets);
    });
  }

  @Test
  void quirk58_unknownReportsAndPayloadTypes() throws IOException {
    byte[] unknownType = packets.getFirst().clone();
    unknownType[1] = 50;
    plays(peer -> {
      peer.untilPlaying();
      for (byte[] packet : packets) {
        peer.send(TestVideo.framed(0, unknownType)).send(TestVideo.framed(0, packet));
        peer.send(TestVideo.framed(1, new byte[] {(byte) 0x80, (byte) 200, 0, 99, 1}));
        peer.send(TestVideo.framed(1, new byte[0]));
      }
    });
  }

  @Test
  void quirk59_cameraThatDropsPacketsLosesOnlyThoseFrames() throws IOException {
    TestVideo video = new TestVideo();
    try (FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, video.packets(10));
              video.skipPackets(5);
              peer.frames(0, video.packets(10));
            });
        Viewer viewer = new Viewer()) {
      viewer.play(camera.url());
      assertThat(viewer.counters.tracks().getFirst().lost()).isEqualTo(5);
      assertThat(viewer.frames.size()).isBetween(19, 20);
    }
  }

  private void plays(FakeCamera.Script script, String... methods) throws IOException {
    plays(script, 0, methods);
  }

  /// Every frame arrives as from an undisturbed camera, but for `less` at the start.
  private void plays(FakeCamera.Script script, int less, String... methods) throws IOException {
    try (FakeCamera camera = new FakeCamera(script);
        Viewer viewer = new Viewer()) {
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.PeerClosed.class);
      assertThat(viewer.frames).endsWith(expected.subList(less, 25).toArray(String[]::new));
      assertThat(viewer.frames.size()).isBetween(25 - less, 25);
      if (methods.length > 0) {
        assertThat(camera.methods()).startsWith(methods);
      }
    }
  }
}
