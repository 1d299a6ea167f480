package nightjar.e2e.badinput;

import static nightjar.e2e.badinput.HostileServer.answer;
import static nightjar.e2e.badinput.HostileServer.describe;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;
import nightjar.base.tasks.Stop;
import nightjar.e2e.badinput.CommandLine.Outcome;
import nightjar.e2e.badinput.HostileServer.Script;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// `nightjar record` of what is no camera, or none that can be recorded: it ends soon, says why, and says what to do.
class UnusableCameraTest {
  private static final String VIDEO =
      """
      v=0
      o=- 0 0 IN IP4 127.0.0.1
      s=-
      t=0 0
      m=video 0 RTP/AVP 96
      a=rtpmap:96 H264/90000
      a=control:track1
      """;

  @TempDir Path folder;

  private Outcome record(String url) {
    return CommandLine.run(
        "record", url, "--out", folder.resolve("out").toString(), "--for", "60s");
  }

  @Test
  void nobodyListens() throws IOException {
    int port;
    try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    Outcome outcome = record("rtsp://viewer:secret@127.0.0.1:" + port + "/stream");
    outcome.assertFailed(1, "not reachable: ");
    assertThat(outcome.errors()).contains("127.0.0.1:" + port + " refused the connection");
    assertThat(outcome.toString()).doesNotContain("secret");
  }

  @Test
  void theReasonAndTheAdviceAreFrenchForWhoReadsFrench() throws IOException {
    Script script = peer -> peer.hear().say("HTTP/1.1 400 Bad Request\r\n\r\n");
    try (var server = new HostileServer(script)) {
      Outcome outcome =
          CommandLine.run(
              new Stop(),
              Locale.FRENCH,
              "record",
              server.url(),
              "--out",
              folder.resolve("out").toString(),
              "--for",
              "60s");
      assertThat(outcome.errors())
          .contains("ce n’est pas RTSP : le port répond en HTTP")
          .contains("Vérifiez le port : RTSP écoute le plus souvent sur 554");
    }
  }

  @Test
  void aWrongPasswordIsTriedOnce() throws IOException {
    Script script =
        peer -> {
          while (true) {
            peer.hear()
                .say(
                    answer(
                        "401 Unauthorized",
                        "WWW-Authenticate: Digest realm=\"Camera\", nonce=\"5f1c\"\r\n",
                        ""));
          }
        };
    try (var server = new HostileServer(script)) {
      Outcome outcome = record(server.url("viewer:secret@"));
      outcome.assertFailed(1, "not let in: ");
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().getFirst()).doesNotContain("Authorization");
      assertThat(server.requests().getLast()).contains("Authorization: Digest username=\"viewer\"");
      assertThat(outcome.toString()).doesNotContain("secret");
      assertThat(outcome.log()).anyMatch(line -> line.startsWith("CAMERA_LOGIN_REFUSED"));
    }
  }

  @Test
  void aMissingPasswordIsAskedFor() throws IOException {
    Script script =
        peer -> {
          while (true) {
            peer.hear()
                .say(
                    answer("401 Unauthorized", "WWW-Authenticate: Basic realm=\"Camera\"\r\n", ""));
          }
        };
    try (var server = new HostileServer(script)) {
      record(server.url()).assertFailed(1, "not let in: ");
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aCameraThatFindsEveryAnswerStaleIsGivenUp() throws IOException {
    Script script =
        peer -> {
          for (int i = 0; ; i++) {
            peer.hear()
                .say(
                    answer(
                        "401 Unauthorized",
                        "WWW-Authenticate: Digest realm=\"C\", stale=true, nonce=\"" + i + "\"\r\n",
                        ""));
          }
        };
    try (var server = new HostileServer(script)) {
      record(server.url("viewer:secret@")).assertFailed(1, "not let in: ");
      assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
    }
  }

  static Stream<Arguments> first() {
    byte[] garbage = new byte[100_000];
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    random.nextBytes(garbage);
    byte[] letters = new byte[100_000];
    Arrays.fill(letters, (byte) 'x');
    return Stream.of(
        script(
            "HTTP server", "not RTSP", peer -> peer.hear().say("HTTP/1.1 400 Bad Request\r\n\r\n")),
        script(
            "HTTP page",
            "not RTSP",
            peer -> peer.hear().say("HTTP/1.0 200 OK\r\nContent-Length: 4\r\n\r\nabcd")),
        script(
            "TLS server",
            "TLS",
            peer -> peer.hear().say(new byte[] {0x15, 3, 3, 0, 2, 2, 70}).listen()),
        script("100,000 bytes of garbage", "closed the connection", peer -> peer.say(garbage)),
        script("100,000 letters", "not RTSP", peer -> peer.say(letters).listen()),
        script("closes at once", "closed the connection", _ -> {}),
        script("closes after the question", "closed the connection", peer -> peer.hear()),
        script(
            "half an answer",
            "closed the connection",
            peer -> peer.hear().say("RTSP/1.0 200 OK\r\nCSe")),
        script("a body of 4 GiB", "a body of 4294967296 bytes", length("4294967296")),
        script("a body of 4 GiB - 1", "a body of 4294967295 bytes", length("4294967295")),
        script("a body of 2 GiB - 1", "a body of 2147483647 bytes", length("2147483647")),
        script(
            "a body of 10^20 bytes",
            "a body of 100000000000000000000 bytes",
            length("100000000000000000000")),
        script("a body of -1 byte", "an unreadable Content-Length", length("-1")),
        script("a body of 1 MiB", "a message of 10486", length("1048576")),
        script("a header without an end", "", UnusableCameraTest::endlessHeader),
        script("no such path", "404", peer -> peer.hear().say(answer("404 Not Found", "", ""))),
        script(
            "no slot", "453", peer -> peer.hear().say(answer("453 Not Enough Bandwidth", "", ""))),
        script(
            "overloaded",
            "503",
            peer -> peer.hear().say(answer("503 Service Unavailable", "", ""))),
        script(
            "moved",
            "rtsp://10.0.0.1/y",
            peer -> peer.hear().say(answer("302 Moved", "Location: rtsp://10.0.0.1/y\r\n", ""))),
        script(
            "does not know DESCRIBE",
            "501",
            peer -> peer.hear().say(answer("501 Not Implemented", "", ""))),
        script("forbidden", "403", peer -> peer.hear().say(answer("403 Forbidden", "", ""))),
        script(
            "an empty description",
            "",
            peer -> peer.hear().say(answer("200 OK", "Content-Type: application/sdp\r\n", ""))),
        script("a description of nothing", "", sdp("hello\n")),
        script(
            "sound only",
            "no video",
            sdp(VIDEO.replace("m=video", "m=audio").replace("H264/90000", "PCMU/8000"))),
        script(
            "MJPEG",
            "JPEG",
            sdp(VIDEO.replace("RTP/AVP 96", "RTP/AVP 26").replace("a=rtpmap:96 H264/90000\n", ""))),
        script("VP8", "VP8", sdp(VIDEO.replace("H264", "VP8"))),
        script(
            "VP8 and MJPEG and sound",
            "VP8",
            sdp(VIDEO.replace("H264", "VP8") + "m=video 0 RTP/AVP 26\nm=audio 0 RTP/AVP 0\n")),
        script("no way to send", "461", setup(answer("461 Unsupported Transport", "", ""))),
        script(
            "no session",
            "session",
            setup(answer("200 OK", "Transport: RTP/AVP/TCP;interleaved=0-1\r\n", ""))),
        script("refuses SETUP", "500", setup(answer("500 Internal Server Error", "", ""))),
        script("refuses PLAY", "PLAY answered 455", UnusableCameraTest::refusesPlay),
        script("closes at PLAY", "PLAY", peer -> granted(peer).hear()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("first")
  void endsSoonWithAReasonAndAdvice(String what, String because, Script script) throws IOException {
    try (var server = new HostileServer(script)) {
      Outcome outcome = record(server.url("viewer:secret@"));
      outcome.assertFailed(1, because);
      assertThat(outcome.toString()).as(what).doesNotContain("secret");
    }
  }

  static Stream<Arguments> silent() {
    return Stream.of(
        script("says nothing", "no answer to DESCRIBE", HostileServer.Peer::listen),
        script("a byte now and then", "no answer to DESCRIBE", UnusableCameraTest::drip),
        script("asks without end", "", UnusableCameraTest::asksWithoutEnd),
        script("no answer to PLAY", "no answer to PLAY", peer -> granted(peer).hear().listen()),
        script("plays nothing", "no video within 10 s", peer -> peer.play(VIDEO).listen()),
        script(
            "a frame that never ends",
            "no video within 10 s",
            peer ->
                peer.play(VIDEO)
                    .say(new byte[] {'$', 0, (byte) 0xff, (byte) 0xff, (byte) 0x80})
                    .listen()));
  }

  @Tag("slow")
  @ParameterizedTest(name = "{0}")
  @MethodSource("silent")
  void waitsNoLongerThanTheAnswerMayTake(String what, String because, Script script)
      throws IOException {
    try (var server = new HostileServer(script)) {
      Outcome outcome = record(server.url());
      outcome.assertFailed(1, because);
      assertThat(outcome.took()).as(what).isLessThan(Duration.ofMinutes(5));
    }
  }

  private static Arguments script(String what, String because, Script script) {
    return Arguments.of(what, because, script);
  }

  private static Script length(String bytes) {
    return peer ->
        peer.hear()
            .say(
                "RTSP/1.0 200 OK\r\nCSeq: CSEQ\r\nContent-Type: application/sdp\r\nContent-Length: "
                    + bytes
                    + "\r\n\r\nv=0\r\n")
            .listen();
  }

  private static Script sdp(String sdp) {
    return peer -> peer.hear().say(describe(sdp));
  }

  private static Script setup(String answer) {
    return peer -> {
      peer.hear().say(describe(VIDEO));
      while (true) {
        peer.hear().say(answer);
      }
    };
  }

  private static HostileServer.Peer granted(HostileServer.Peer peer) throws IOException {
    peer.hear().say(describe(VIDEO));
    return peer.hear()
        .say(
            answer(
                "200 OK", "Session: 1\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n", ""));
  }

  private static void refusesPlay(HostileServer.Peer peer) throws IOException {
    granted(peer);
    while (true) {
      peer.hear().say(answer("455 Method Not Valid In This State", "", ""));
    }
  }

  private static void endlessHeader(HostileServer.Peer peer) throws IOException {
    peer.hear().say("RTSP/1.0 200 OK\r\nCSeq: CSEQ\r\nX-Noise: ");
    String kilobyte = "x".repeat(1024);
    while (true) {
      peer.say(kilobyte);
    }
  }

  private static void drip(HostileServer.Peer peer) throws IOException {
    peer.hear();
    for (int i = 0; ; i++) {
      peer.say("RTSP/1.0 200 OK\r\nCSeq: 1\r\nX: ".charAt(Math.min(i, 28)) + "");
      nightjar.e2e.agreement.Tape.pause(Duration.ofMillis(100));
    }
  }

  private static void asksWithoutEnd(HostileServer.Peer peer) throws IOException {
    String question = "OPTIONS * RTSP/1.0\r\nCSeq: 1\r\n\r\n".repeat(100);
    while (true) {
      peer.say(question);
    }
  }
}
