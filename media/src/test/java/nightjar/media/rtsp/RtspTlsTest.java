package nightjar.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import nightjar.base.Fault;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// `rtsps` cameras: what is trusted, and that nothing is told to anybody else.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RtspTlsTest {
  private TestCertificate certificate;

  @BeforeAll
  void make(@TempDir Path folder) throws IOException {
    certificate = TestCertificate.make(folder);
  }

  @Test
  void cameraWithTheFingerprintInItsAddressPlays() throws IOException {
    TestVideo video = new TestVideo();
    try (FakeCamera camera =
            FakeCamera.overTls(
                certificate.context(), peer -> peer.untilPlaying().frames(0, video.packets(40)));
        Viewer viewer = new Viewer()) {
      viewer.play(camera.url() + "#sha256=" + certificate.fingerprint());
      assertThat(viewer.frames).hasSize(40);
      assertThat(camera.requests().getFirst().uri()).isEqualTo(camera.url());
    }
  }

  @Test
  void silentCameraOverTlsIsToldThatWeAreThere() throws IOException {
    TestVideo video = new TestVideo();
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            FakeCamera.overTls(
                certificate.context(),
                peer -> {
                  peer.untilPlaying().frames(0, video.packets(2));
                  viewer.await(2);
                  viewer.clock.skip(Duration.ofSeconds(31));
                  peer.expect("OPTIONS").answer(200).frames(0, video.packets(9));
                })) {
      viewer.options =
          viewer.options.withTimeouts(
              Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(100));
      viewer.play(camera.url() + "#sha256=" + certificate.fingerprint());
      assertThat(viewer.frames).hasSize(11);
    }
  }

  @Test
  void certificateNobodyVouchesForIsRefusedWithItsFingerprint() throws IOException {
    Fault fault = refusal("");
    assertThat(fault).hasMessageContaining("nobody vouches for the camera's certificate");
    assertThat(fault.advice()).contains("#sha256=" + certificate.fingerprint());
  }

  @Test
  void anotherCertificateThanTheOneInTheAddressIsRefused() throws IOException {
    Fault fault = refusal("#sha256=" + "0".repeat(64));
    assertThat(fault)
        .hasMessageContaining("another certificate")
        .hasMessageContaining("sha256=" + certificate.fingerprint());
    assertThat(fault.advice()).contains("somebody is between");
  }

  /// Neither request nor password reaches a camera that is not trusted.
  private Fault refusal(String pin) throws IOException {
    try (FakeCamera camera = FakeCamera.overTls(certificate.context(), RtspTlsTest::listen);
        Viewer viewer = new Viewer()) {
      String url = camera.url().replace("rtsps://", "rtsps://admin:hunter2@") + pin;
      Fault fault = catchThrowableOfType(Fault.class, () -> viewer.play(url));
      assertThat(camera.requests()).isEmpty();
      assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
      assertThat(fault.getMessage() + fault.advice()).doesNotContain("hunter2");
      return fault;
    }
  }

  private static void listen(FakeCamera.Peer peer) {
    try {
      peer.next();
    } catch (IOException _) {
      // Refused within the handshake.
    }
  }

  @Test
  void portWithoutTlsIsExplained() throws IOException {
    try (FakeCamera camera = new FakeCamera(peer -> peer.send("RTSP/1.0 400 Bad Request\r\n\r\n"));
        Viewer viewer = new Viewer()) {
      String url = camera.url().replace("rtsp://", "rtsps://");
      Fault fault = catchThrowableOfType(Fault.class, () -> viewer.play(url));
      assertThat(fault).hasMessageContaining("no TLS connection");
      assertThat(fault.advice()).contains("rtsp://");
    }
  }
}
