package nightjar.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RtspSessionTest {
  private final TestVideo video = new TestVideo();

  @Test
  void everyFrameOfAnUndisturbedSessionArrives() throws IOException {
    List<byte[]> packets = video.packets(30);
    try (FakeCamera camera = new FakeCamera(peer -> peer.untilPlaying().frames(0, packets));
        Viewer viewer = new Viewer()) {
      Ended ended = viewer.play(camera.url());
      assertThat(ended).isInstanceOf(Ended.PeerClosed.class);
      assertThat(viewer.frames).hasSize(30);
      assertThat(viewer.frames.getFirst()).startsWith("I");
      assertThat(viewer.counters.tracks().getFirst().packets()).isEqualTo(packets.size());
      assertThat(viewer.counters.tracks().getFirst().lost()).isZero();
      assertThat(viewer.counters.garbageBytes()).isZero();
      assertThat(camera.methods()).startsWith("DESCRIBE", "SETUP", "PLAY");
    }
  }

  @Test
  void bytesGatherInTheSocketWhileNobodyWatches() throws IOException {
    assertThat(gathers(false)).isPositive();
  }

  @Test
  void aWatchedCameraIsReadAtOnce() throws IOException {
    assertThat(gathers(true)).isZero();
  }

  private long gathers(boolean live) throws IOException {
    Duration gather = Duration.ofMillis(77);
    List<byte[]> packets = video.packets(30);
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, packets.subList(0, packets.size() / 2));
              viewer.await(1);
              // Read by the playing loop for sure: the first may come with the answer to PLAY.
              peer.frames(0, packets.subList(packets.size() / 2, packets.size()));
            })) {
      viewer.live = live;
      viewer.options = viewer.options.withGather(gather);
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.PeerClosed.class);
      assertThat(viewer.frames).hasSize(30);
      return viewer.clock.sleeps(gather);
    }
  }

  @Test
  void stopEndsTheSessionWithTeardown() throws IOException {
    try (FakeCamera camera =
            new FakeCamera(peer -> peer.untilPlaying().frames(0, video.packets(5)).tearDown());
        Viewer viewer = new Viewer()) {
      viewer.onFrame = viewer.stop::request;
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.Stopped.class);
      assertThat(viewer.tornDown).isTrue();
      assertThat(camera.methods()).endsWith("TEARDOWN");
    }
  }

  @Test
  void stopOfASilentSessionDoesNotWaitForMedia() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying();
              viewer.stop.request();
              peer.tearDown();
            })) {
      assertThat(viewer.play(camera.url())).isInstanceOf(Ended.Stopped.class);
    }
  }

  @Test
  void silenceEndsTheSessionWithTeardown() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, video.packets(2));
              viewer.await(2);
              // Read by the playing loop for sure: the first may come with the answer to PLAY.
              peer.frames(0, video.packets(1));
              viewer.await(1);
              viewer.clock.skip(Duration.ofSeconds(11));
              peer.tearDown();
            })) {
      Ended ended = viewer.play(camera.url());
      assertThat(ended).isInstanceOf(Ended.Stalled.class);
    }
  }

  /// An SPS of 65535 x 65535, key frames that never come, a stream scrambled by the camera: it looks alive and records nothing.
  @Test
  void videoWithoutAPictureEndsAfterAMinuteWithAReason() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, video.packets(2));
              viewer.await(2);
              // Whenever the picture is counted, a minute later there is a keep-alive or the end.
              peer.tearDownAfter(() -> viewer.clock.skip(Duration.ofSeconds(61)));
            })) {
      viewer.options =
          viewer.options.withTimeouts(
              Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofDays(1));
      assertThat(viewer.play(camera.url()))
          .isInstanceOfSatisfying(
              Ended.Failed.class,
              failed ->
                  assertThat(failed.fault())
                      .hasMessageContaining("no whole picture of them for 60 s"));
    }
  }

  @Test
  void keepAliveGoesFromOptionsToGetParameter() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, video.packets(2));
              viewer.await(2);
              play(peer, viewer, 4);
              peer.expect("OPTIONS").answer(200, "Public", "OPTIONS, GET_PARAMETER");
              play(peer, viewer, 4);
              peer.expect("GET_PARAMETER");
            })) {
      viewer.options =
          viewer.options.withTimeouts(
              Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(100));
      viewer.play(camera.url());
      assertThat(camera.methods()).contains("OPTIONS", "GET_PARAMETER");
      assertThat(camera.requests().get(3).uri()).isEqualTo(camera.url());
      assertThat(camera.requests().get(3).headers().first("Session")).contains("abc");
      assertThat(camera.frames()).as("receiver reports").isNotEmpty();
      assertThat(camera.frames().getFirst()).startsWith(1, 0x81, 0xc9);
    }
  }

  @Test
  void silentCameraIsToldThatWeAreThere() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.untilPlaying().frames(0, video.packets(2));
              viewer.await(2);
              viewer.clock.skip(Duration.ofSeconds(31));
              peer.expect("OPTIONS").answer(200, "Public", "OPTIONS, GET_PARAMETER");
              viewer.clock.skip(Duration.ofSeconds(31));
              peer.expect("GET_PARAMETER");
            })) {
      viewer.options =
          viewer.options.withTimeouts(
              Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(100));
      viewer.play(camera.url());
      assertThat(camera.methods()).contains("OPTIONS", "GET_PARAMETER");
    }
  }

  /// A frame every nine seconds.
  private void play(FakeCamera.Peer peer, Viewer viewer, int frames) throws IOException {
    for (int i = 0; i < frames; i++) {
      peer.frames(0, video.packets(1));
      viewer.await(1);
      viewer.clock.skip(Duration.ofSeconds(9));
    }
    peer.frames(0, video.packets(1));
    viewer.await(1);
  }
}
