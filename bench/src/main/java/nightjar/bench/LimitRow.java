package nightjar.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The limit row: as little as a program can do with these streams. It says the few RTSP words that start a stream, then moves
/// what the socket has into a file, understanding nothing: one thread, one selector, a quarter of a megabyte per camera.
///
/// Run as a program of its own so that its processor time is its own: `LimitRow OUT URL...`, until it is killed.
final class LimitRow {
  private static final int BUFFER_BYTES = 256 * 1024;
  private static final Pattern SESSION = Pattern.compile("Session:\\s*([^;\\s]+)");
  private static final Pattern CONTROL =
      Pattern.compile("(?s)m=(?:video|audio).*?a=control:(\\S+)");

  private record Stream(ByteBuffer buffer, FileChannel file) {}

  private LimitRow() {}

  public static void main(String[] args) throws IOException {
    Path out = Files.createDirectories(Path.of(args[0]));
    try (Selector selector = Selector.open()) {
      int number = 0;
      for (String url : List.of(args).subList(1, args.length)) {
        SocketChannel socket = play(URI.create(url));
        socket.configureBlocking(false);
        FileChannel file =
            FileChannel.open(
                out.resolve("limit" + number++),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        socket.register(
            selector,
            SelectionKey.OP_READ,
            new Stream(ByteBuffer.allocateDirect(BUFFER_BYTES), file));
      }
      System.out.println("running");
      while (selector.isOpen()) {
        selector.select(LimitRow::move);
      }
    }
  }

  private static void move(SelectionKey key) {
    if (!(key.attachment() instanceof Stream stream)) {
      return;
    }
    try {
      if (((SocketChannel) key.channel()).read(stream.buffer) < 0) {
        key.cancel();
      }
      if (stream.buffer.remaining() < BUFFER_BYTES / 4) {
        stream.buffer.flip();
        while (stream.buffer.hasRemaining()) {
          stream.file.write(stream.buffer);
        }
        stream.buffer.clear();
      }
    } catch (IOException e) {
      key.cancel();
    }
  }

  private static SocketChannel play(URI url) throws IOException {
    SocketChannel socket = SocketChannel.open(new InetSocketAddress(url.getHost(), url.getPort()));
    String description =
        ask(socket, "DESCRIBE " + url + " RTSP/1.0\r\nCSeq: 1\r\nAccept: application/sdp\r\n\r\n");
    Matcher control = CONTROL.matcher(description);
    String session = "";
    for (int track = 0; control.find(); track++) {
      String target =
          control.group(1).startsWith("rtsp:") ? control.group(1) : url + "/" + control.group(1);
      String answer =
          ask(
              socket,
              "SETUP %s RTSP/1.0\r\nCSeq: %d\r\nTransport: RTP/AVP/TCP;unicast;interleaved=%d-%d\r\n%s\r\n"
                  .formatted(target, 2 + track, 2 * track, 2 * track + 1, session));
      Matcher id = SESSION.matcher(answer);
      session = id.find() ? "Session: " + id.group(1) + "\r\n" : session;
    }
    byte[] play =
        ("PLAY " + url + " RTSP/1.0\r\nCSeq: 9\r\n" + session + "\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    socket.write(ByteBuffer.wrap(play));
    return socket;
  }

  private static String ask(SocketChannel socket, String request) throws IOException {
    socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    ByteBuffer answer = ByteBuffer.allocate(16 * 1024);
    String text;
    do {
      if (socket.read(answer) < 0) {
        throw new IOException("closed by the camera");
      }
      text = new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    } while (!whole(text));
    return text;
  }

  private static boolean whole(String text) {
    int end = text.indexOf("\r\n\r\n");
    Matcher length = Pattern.compile("(?i)Content-Length:\\s*(\\d+)").matcher(text);
    return end >= 0
        && text.length() >= end + 4 + (length.find() ? Integer.parseInt(length.group(1)) : 0);
  }
}
