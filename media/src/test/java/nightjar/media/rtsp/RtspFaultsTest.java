package nightjar.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import nightjar.base.Fault;
import org.junit.jupiter.api.Test;

/// What a person is told when a camera does not play.
class RtspFaultsTest {
  @Test
  void nobodyListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Fault fault = open("rtsp://127.0.0.1:" + port + "/");
    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
    assertThat(fault).hasMessageContaining("refused the connection");
    assertThat(fault.advice()).contains("554");
  }

  @Test
  void nameWithoutAddress() {
    Fault fault = open("rtsp://no-such-camera.invalid/");
    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
    assertThat(fault).hasMessageContaining("no address").hasMessageContaining("camera=door");
  }

  @Test
  void wrongPasswordIsTriedOnceAndNeverAgain() throws IOException {
    FakeCamera.Script script =
        peer -> {
          peer.expect("DESCRIBE")
              .answer(401, "WWW-Authenticate", "Digest realm=\"r\", nonce=\"1\"");
          peer.expect("DESCRIBE")
              .answer(401, "WWW-Authenticate", "Digest realm=\"r\", nonce=\"2\"");
        };
    try (FakeCamera camera = new FakeCamera(script)) {
      Fault fault = open(camera.url().replace("rtsp://", "rtsp://admin:secret@"));
      assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
      assertThat(fault.getMessage() + fault.advice()).doesNotContain("secret");
      assertThat(camera.methods()).containsExactly("DESCRIBE", "DESCRIBE");
    }
  }

  @Test
  void endlesslyStaleNonceIsGivenUp() throws IOException {
    FakeCamera.Script script =
        peer -> {
          while (true) {
            peer.expect("DESCRIBE");
            peer.answer(401, "WWW-Authenticate", "Digest realm=\"r\", nonce=\"1\", stale=true");
          }
        };
    try (FakeCamera camera =
        new FakeCamera(peer -> {
          try {
            script.run(peer);
          } catch (IOException _) {
            // The client gave up, as it should.
          }
        })) {
      Fault fault = open(camera.url().replace("rtsp://", "rtsp://admin:secret@"));
      assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
      assertThat(camera.methods()).hasSize(3);
    }
  }

  @Test
  void passwordMissing() throws IOException {
    Fault fault =
        answering(
            peer -> peer.expect("DESCRIBE").answer(401, "WWW-Authenticate", "Basic realm=\"r\""));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED);
  }

  @Test
  void noSuchPath() throws IOException {
    Fault fault = answering(peer -> peer.expect("DESCRIBE").answer(404));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    assertThat(fault.advice()).contains("path");
  }

  @Test
  void noFreeSession() throws IOException {
    for (int status : new int[] {453, 503}) {
      Fault fault = answering(peer -> peer.describe().expect("SETUP").answer(status));
      assertThat(fault.kind()).isEqualTo(Fault.Kind.REFUSED);
      assertThat(fault).hasMessageContaining("SETUP answered " + status);
    }
  }

  @Test
  void quirk65_soundAlone() throws IOException {
    Fault fault = answering(peer -> peer.describe("v=0\r\nm=audio 0 RTP/AVP 0\r\n"));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
    assertThat(fault).hasMessageContaining("no video").hasMessageContaining("camera=door");
  }

  @Test
  void unknownCodec() throws IOException {
    Fault fault =
        answering(
            peer -> peer.describe("v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 VP9/90000\r\n"));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
    assertThat(fault).hasMessageContaining("VP9");
  }

  @Test
  void webServer() throws IOException {
    Fault fault =
        answering(peer -> peer.expect("DESCRIBE").send("HTTP/1.1 400 Bad Request\r\n\r\n"));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL);
    assertThat(fault).hasMessageContaining("HTTP").hasMessageContaining("bytes=485454502f");
  }

  @Test
  void tlsPort() throws IOException {
    Fault fault = answering(peer -> peer.send(new byte[] {0x15, 3, 3, 0, 2, 2, 80}));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL);
    assertThat(fault.advice()).contains("rtsps://");
  }

  @Test
  void garbage() throws IOException {
    byte[] garbage = new byte[100_000];
    for (int i = 0; i < garbage.length; i++) {
      garbage[i] = (byte) (i * i / 3 | 1);
    }
    Fault fault = answering(peer -> peer.send(garbage));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.PROTOCOL);
    assertThat(fault).hasMessageContaining("not RTSP").hasMessageContaining("at=");
  }

  @Test
  void bodyOfFourGigabytes() throws IOException {
    Fault fault =
        answering(peer ->
            peer.expect("DESCRIBE")
                .send("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 4294967295\r\n\r\n"));
    assertThat(fault.kind()).isIn(Fault.Kind.PROTOCOL, Fault.Kind.UNREACHABLE);
  }

  @Test
  void closesAtOnce() throws IOException {
    Fault fault = answering(peer -> peer.expect("DESCRIBE"));
    assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
    assertThat(fault).hasMessageContaining("closed the connection instead of answering DESCRIBE");
  }

  @Test
  void saysNothing() throws IOException {
    try (Viewer viewer = new Viewer();
        FakeCamera camera =
            new FakeCamera(peer -> {
              peer.expect("DESCRIBE");
              viewer.clock.skip(Duration.ofSeconds(11));
            })) {
      Fault fault = catchThrowableOfType(Fault.class, () -> viewer.play(camera.url()));
      assertThat(fault.kind()).isEqualTo(Fault.Kind.UNREACHABLE);
    }
  }

  @Test
  void redirectIsNamed() throws IOException {
    Fault fault =
        answering(peer -> peer.expect("DESCRIBE").answer(302, "Location", "rtsp://elsewhere/x"));
    assertThat(fault).hasMessageContaining("rtsp://elsewhere/x");
  }

  private static Fault answering(FakeCamera.Script script) throws IOException {
    try (FakeCamera camera = new FakeCamera(script)) {
      Fault fault = open(camera.url());
      assertThat(fault)
          .hasMessageContaining("camera=door")
          .hasMessageContaining("conn=")
          .hasMessageContaining("at=");
      assertThat(fault.advice()).isNotEmpty();
      return fault;
    }
  }

  private static Fault open(String url) {
    try (Viewer viewer = new Viewer()) {
      return catchThrowableOfType(Fault.class, () -> viewer.play(url));
    }
  }
}
