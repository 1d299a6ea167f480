package nightjar.media.rtsp.message;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import nightjar.base.Bytes;
import nightjar.media.rtsp.message.RtspMessageReader.Result;
import nightjar.media.rtsp.message.RtspMessageReader.Result.Message;
import nightjar.media.rtsp.message.RtspMessageReader.Result.NeedMore;
import nightjar.media.rtsp.message.RtspMessageReader.Result.NotAMessage;
import org.junit.jupiter.api.Test;

class RtspMessageReaderTest {
  private static final String OK = "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n";

  @Test
  void quirk05_describeAnswerWithoutContentType() {
    RtspResponse answer = response("RTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 4\r\n\r\nv=0\n");
    assertThat(answer.body()).isEqualTo(bytes("v=0\n"));
  }

  @Test
  void quirk07_cseqNameInAnyCase() {
    assertThat(response("RTSP/1.0 200 OK\r\nCseq: 12\r\n\r\n").cseq()).hasValue(12);
    RtspRequest request = new RtspRequest("OPTIONS", "*", Headers.of("CSeq", "3"));
    assertThat(new String(request.encode().toArray(), ISO_8859_1)).contains("\r\nCSeq: 3\r\n");
  }

  @Test
  void quirk07_spacesInCseq() {
    assertThat(response("RTSP/1.0 401 Unauthorized\r\nCSeq: 1 \r\n\r\n").cseq()).hasValue(1);
    assertThat(response("RTSP/1.0 200 OK\r\nCSeq :   1 7\r\n\r\n").cseq()).hasValue(17);
    assertThat(response("RTSP/1.0 200 OK\r\nCSeq: x\r\n\r\n").cseq()).isEmpty();
  }

  @Test
  void quirk08_emptyOrMissingReason() {
    assertThat(response("RTSP/1.0 200 \r\n\r\n").status()).isEqualTo(200);
    assertThat(response("RTSP/1.0 200\r\n\r\n").reason()).isEmpty();
    assertThat(response("RTSP/1.0 404 Stream Not Found\r\n\r\n").reason())
        .isEqualTo("Stream Not Found");
  }

  @Test
  void quirk18_blankAndGarbageBeforeAMessage() {
    assertThat(read("\r\n\0\r\n" + OK)).isInstanceOf(Message.class);
    assertThat(read("\r\nxyz" + OK)).isEqualTo(new NotAMessage(5, "no RTSP message begins so"));
    assertThat(read("a=control:1\r\nSET_PARAMETER * RTSP/1.0\r\n\r\n"))
        .isEqualTo(new NotAMessage(13, "no RTSP message begins so"));
  }

  @Test
  void framesAreLeftToTheCaller() {
    assertThat(read("\r\n$\0\0\4abcd")).isEqualTo(new NotAMessage(2, "blank before a $ frame"));
    assertThat(read("?$\0\0\4abcd")).isEqualTo(new NotAMessage(1, "no RTSP message begins so"));
    ByteBuffer buffer = ByteBuffer.wrap(ascii("$\0\0\2ab" + OK + "$\0\0\2cd"));
    assertThat(RtspMessageReader.read(buffer, 6, buffer.limit()))
        .isInstanceOfSatisfying(Message.class, m -> assertThat(m.length()).isEqualTo(OK.length()));
    assertThat(buffer.position()).isZero();
  }

  @Test
  void everyPrefixAsksForMoreAndNeverForMoreThanThereIs() {
    String text = "\r\nRTSP/1.0 200 OK\r\nCSeq: 1\r\nContent-Length: 3\r\n\r\nabc";
    for (int length = 0; length < text.length(); length++) {
      int have = length;
      assertThat(read(text.substring(0, length)))
          .isInstanceOfSatisfying(
              NeedMore.class, more -> assertThat(more.length()).isBetween(have + 1, text.length()));
    }
    assertThat(read(text.substring(0, text.length() - 3))).isEqualTo(new NeedMore(text.length()));
    assertThat(read(text)).isInstanceOf(Message.class);
  }

  @Test
  void bareLineFeedsAndFoldedHeaders() {
    RtspResponse answer = response("RTSP/1.0 200 OK\nX-A: 1;\n\t 2\nno header\nX-B:3\n\n");
    assertThat(answer.headers()).isEqualTo(Headers.of("X-A", "1; 2", "X-B", "3"));
  }

  @Test
  void requestUriMayHoldSpaces() {
    assertThat(read("DESCRIBE rtsp://h/a b RTSP/1.0\r\nCSeq: 1\r\n\r\n"))
        .isInstanceOfSatisfying(
            Message.class,
            m ->
                assertThat(m.message())
                    .isEqualTo(
                        new RtspRequest("DESCRIBE", "rtsp://h/a b", Headers.of("CSeq", "1"))));
  }

  @Test
  void repeatedHeadersKeepTheirOrder() {
    Headers headers =
        response(
                "RTSP/1.0 401 No\r\nWWW-Authenticate: Basic a\r\nwww-authenticate: Digest b\r\n\r\n")
            .headers();
    assertThat(headers.all("WWW-Authenticate")).containsExactly("Basic a", "Digest b");
    assertThat(headers.with("WWW-AUTHENTICATE", "c").all("www-authenticate")).containsExactly("c");
  }

  @Test
  void whatCannotBeTrustedIsRefused() {
    assertThat(why("RTSP/1.0 200 OK\r\nContent-Length: -1\r\n\r\n"))
        .isEqualTo("an unreadable Content-Length");
    assertThat(why("RTSP/1.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab"))
        .isEqualTo("an unreadable Content-Length");
    assertThat(why("RTSP/1.0 200 OK\r\nContent-Length: 1048577\r\n\r\n"))
        .isEqualTo("a body of 1048577 bytes");
    assertThat(why("RTSP/1.0 200 OK\r\n" + "a: b\r\n".repeat(201) + "\r\n"))
        .isEqualTo("more than 200 headers");
    assertThat(why("RTSP/1.0 200 OK\r\na: " + "b".repeat(70_000)))
        .isEqualTo("headers without an end");
    assertThat(why("RTSP/1.0 200 OK\r\na: \1\r\n\r\n"))
        .isEqualTo("a control character among the headers");
    assertThat(why("HTTP/1.1 400 Bad Request\r\n\r\n"))
        .isEqualTo("an HTTP answer: this port does not speak RTSP");
    assertThat(why("RTSP/1.0 twohundred\r\n\r\n")).isEqualTo("neither a request nor a status line");
  }

  @Test
  void nothingAskedForIsLargerThanTheLimit() {
    String head = "\n".repeat(60_000) + "RTSP/1.0 200 OK\r\nContent-Length: 1048576\r\n\r\n";
    assertThat(read(head))
        .isInstanceOfSatisfying(
            NeedMore.class,
            m -> assertThat(m.length()).isLessThan(RtspMessageReader.MAX_MESSAGE_BYTES));
  }

  @Test
  void writtenMessagesReadBackTheSame() {
    long seed = 42;
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 1_000; i++) {
      byte[] body = new byte[random.nextInt(50)];
      random.nextBytes(body);
      Headers headers = Headers.of("CSeq", "" + i, "X-" + random.nextInt(99), "v \u00e9 " + i);
      RtspMessage message =
          random.nextBoolean()
              ? new RtspRequest("SET_PARAMETER", "rtsp://h/" + i, headers, Bytes.of(body))
              : new RtspResponse(100 + random.nextInt(900), "Why not", headers, Bytes.of(body));
      Bytes written = message.encode();
      Result result = RtspMessageReader.read(written.buffer(), 0, written.size());
      assertThat(result)
          .as("seed %d, round %d", seed, i)
          .isInstanceOfSatisfying(
              Message.class,
              m -> {
                assertThat(m.message().headers().without("Content-Length")).isEqualTo(headers);
                assertThat(m.message().body()).isEqualTo(message.body());
                assertThat(m.message().startLine()).isEqualTo(message.startLine());
                assertThat(m.length()).isEqualTo(written.size());
              });
    }
  }

  @Test
  void authorizationIsNotPrinted() {
    assertThat(Headers.of("authorization", "Basic c2VjcmV0").toString()).doesNotContain("c2Vj");
  }

  private static Result read(String text) {
    ByteBuffer buffer = ByteBuffer.wrap(ascii(text));
    return RtspMessageReader.read(buffer, 0, buffer.limit());
  }

  private static RtspResponse response(String text) {
    return (RtspResponse) ((Message) read(text)).message();
  }

  private static String why(String text) {
    return ((NotAMessage) read(text)).why();
  }

  private static Bytes bytes(String text) {
    return Bytes.of(ascii(text));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(ISO_8859_1);
  }
}
