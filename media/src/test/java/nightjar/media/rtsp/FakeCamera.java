package nightjar.media.rtsp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import nightjar.base.Bytes;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspMessage;
import nightjar.media.rtsp.message.RtspMessageReader;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;

/// A camera on loopback that does exactly what its scripts say, one script per connection.
/// Safe for any thread because what it heard is in concurrent lists.
final class FakeCamera implements AutoCloseable {
  /// What the camera does with one connection.
  @FunctionalInterface
  interface Script {
    void run(Peer peer) throws IOException;
  }

  private final ServerSocket server;
  private final List<RtspRequest> requests = new CopyOnWriteArrayList<>();
  private final List<byte[]> frames = new CopyOnWriteArrayList<>();
  private final List<Throwable> failures = new CopyOnWriteArrayList<>();
  private final Thread thread;

  FakeCamera(Script... scripts) throws IOException {
    this(new ServerSocket(0, 10, InetAddress.getLoopbackAddress()), scripts);
  }

  static FakeCamera overTls(SSLContext tls, Script... scripts) throws IOException {
    return new FakeCamera(
        tls.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress()),
        scripts);
  }

  private FakeCamera(ServerSocket server, Script... scripts) {
    this.server = server;
    thread = Thread.ofPlatform().name("fake-camera").start(() -> serve(scripts));
  }

  String url() {
    String scheme = server instanceof SSLServerSocket ? "rtsps" : "rtsp";
    return scheme + "://127.0.0.1:" + server.getLocalPort() + "/stream";
  }

  /// All requests so far, of all connections.
  List<RtspRequest> requests() {
    return requests;
  }

  List<String> methods() {
    return requests.stream().map(RtspRequest::method).toList();
  }

  /// Interleaved frames the client sent, channel first.
  List<byte[]> frames() {
    return frames;
  }

  private void serve(Script[] scripts) {
    for (Script script : scripts) {
      try (Socket socket = server.accept()) {
        socket.setTcpNoDelay(true);
        script.run(new Peer(socket));
        drain(socket);
      } catch (IOException | AssertionError e) {
        if (!server.isClosed()) {
          failures.add(e);
        }
      }
    }
  }

  /// What comes after the script is not looked at.
  private static void drain(Socket socket) {
    try {
      socket.shutdownOutput();
      socket.getInputStream().skip(Long.MAX_VALUE);
    } catch (IOException _) {
      // The client is gone.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    try {
      thread.join(10_000);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    assertThat(failures).isEmpty();
  }

  /// The camera's end of one connection.
  final class Peer {
    private final Socket socket;
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 20).flip();
    private RtspRequest last = new RtspRequest("NONE", "*", Headers.EMPTY);

    private Peer(Socket socket) {
      this.socket = socket;
    }

    InetSocketAddress client() {
      return (InetSocketAddress) socket.getRemoteSocketAddress();
    }

    RtspRequest last() {
      return last;
    }

    /// The next message, which must be this request. Interleaved frames before it are kept.
    Peer expect(String method) throws IOException {
      RtspMessage message = next();
      assertThat(message).isInstanceOf(RtspRequest.class);
      last = (RtspRequest) message;
      assertThat(last.method()).isEqualTo(method);
      return this;
    }

    RtspMessage next() throws IOException {
      while (true) {
        int from = buffer.position();
        int to = buffer.limit();
        if (from < to && buffer.get(from) == '$' && to - from >= 4) {
          int length = 4 + (buffer.getShort(from + 2) & 0xffff);
          if (to - from >= length) {
            byte[] frame = new byte[length - 3];
            frame[0] = buffer.get(from + 1);
            buffer.get(from + 4, frame, 1, length - 4);
            frames.add(frame);
            buffer.position(from + length);
            continue;
          }
        } else if (from < to
            && RtspMessageReader.read(buffer, from, to)
                instanceof RtspMessageReader.Result.Message(RtspMessage message, int length)) {
          buffer.position(from + length);
          if (message instanceof RtspRequest request) {
            requests.add(request);
          }
          return message;
        }
        fill();
      }
    }

    private void fill() throws IOException {
      buffer.compact();
      int read =
          socket.getInputStream().read(buffer.array(), buffer.position(), buffer.remaining());
      if (read < 0) {
        throw new IOException("the client closed the connection");
      }
      buffer.position(buffer.position() + read).flip();
    }

    Peer answer(int status, String... headers) throws IOException {
      return answerWith("", status, headers);
    }

    Peer answerWith(String body, int status, String... headers) throws IOException {
      Headers all = Headers.of("CSeq", last.headers().first("CSeq").orElse("0"));
      for (int i = 0; i < headers.length; i += 2) {
        all = all.plus(headers[i], headers[i + 1]);
      }
      Bytes bytes = Bytes.of(body.getBytes(StandardCharsets.UTF_8));
      return send(
          new RtspResponse(status, RtspResponse.usualReason(status), all, bytes)
              .encode()
              .toArray());
    }

    Peer describe() throws IOException {
      return describe(TestVideo.sdp());
    }

    Peer describe(String sdp) throws IOException {
      return expect("DESCRIBE").answerWith(sdp, 200, "Content-Type", "application/sdp");
    }

    /// Grants what was asked for.
    Peer setup() throws IOException {
      expect("SETUP");
      return answer(
          200,
          "Transport",
          last.headers().first("Transport").orElse(""),
          "Session",
          "abc;timeout=60");
    }

    Peer play() throws IOException {
      return expect("PLAY").answer(200, "Session", "abc");
    }

    Peer untilPlaying() throws IOException {
      return describe().setup().play();
    }

    Peer frames(int channel, List<byte[]> packets) throws IOException {
      for (byte[] packet : packets) {
        send(TestVideo.framed(channel, packet));
      }
      return this;
    }

    Peer send(byte... bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      return this;
    }

    Peer send(String text) throws IOException {
      return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /// Runs `before`, answers what is asked then, and again, until that is the end of the session.
    Peer tearDownAfter(Runnable before) throws IOException {
      do {
        before.run();
        last = (RtspRequest) next();
        answer(200);
      } while (!last.method().equals("TEARDOWN"));
      return this;
    }

    /// Waits for the end of the session and answers it.
    Peer tearDown() throws IOException {
      RtspMessage message = next();
      while (!(message instanceof RtspRequest request && request.method().equals("TEARDOWN"))) {
        message = next();
      }
      last = (RtspRequest) message;
      return answer(200);
    }
  }

  /// For scripts that need lists of requests.
  static List<String> header(List<RtspRequest> requests, String name) {
    List<String> values = new ArrayList<>();
    for (RtspRequest request : requests) {
      values.add(request.headers().first(name).orElse(""));
    }
    return values;
  }
}
