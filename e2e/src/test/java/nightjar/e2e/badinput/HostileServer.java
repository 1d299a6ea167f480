package nightjar.e2e.badinput;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Something on loopback that listens where a camera is expected, and does what its script says with every connection.
/// Safe for any thread because what it heard is in a concurrent list.
public final class HostileServer implements AutoCloseable {
  /// What is done with one connection; it is closed afterwards.
  @FunctionalInterface
  public interface Script {
    void run(Peer peer) throws IOException;
  }

  private final ServerSocket server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();

  public HostileServer(Script script) throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().name("hostile-server").start(() -> serve(script));
  }

  int port() {
    return server.getLocalPort();
  }

  public String url() {
    return url("");
  }

  /// @param login `user:password@` or empty
  String url(String login) {
    return "rtsp://" + login + "127.0.0.1:" + port() + "/stream";
  }

  /// First line and headers of each request so far.
  public List<String> requests() {
    return requests;
  }

  /// An answer with a body, `CSEQ` standing for the request's number.
  static String answer(String status, String headers, String body) {
    return "RTSP/1.0 "
        + status
        + "\r\nCSeq: CSEQ\r\n"
        + headers
        + (body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n")
        + "\r\n"
        + body;
  }

  static String describe(String sdp) {
    return answer("200 OK", "Content-Type: application/sdp\r\n", sdp.replace("\n", "\r\n"));
  }

  private void serve(Script script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        Thread.ofPlatform().daemon().name("hostile-peer").start(() -> talk(script, socket));
      } catch (IOException _) {
        return;
      }
    }
  }

  private void talk(Script script, Socket socket) {
    try (socket) {
      script.run(new Peer(socket));
      socket.shutdownOutput();
      socket.getInputStream().skip(Long.MAX_VALUE);
    } catch (IOException _) {
      // The client had enough of it.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }

  /// The server's end of one connection. Owned by the connection's thread.
  public final class Peer {
    private final InputStream in;
    private final OutputStream out;
    private String number = "0";

    private Peer(Socket socket) throws IOException {
      in = new BufferedInputStream(socket.getInputStream());
      out = socket.getOutputStream();
    }

    /// Waits for the next request; interleaved frames are stepped over.
    public Peer hear() throws IOException {
      StringBuilder text = new StringBuilder();
      while (!text.toString().endsWith("\r\n\r\n")) {
        int next = in.read();
        if (next < 0) {
          throw new IOException("the client is gone");
        }
        if (next == '$' && text.isEmpty()) {
          in.read();
          in.skipNBytes(in.read() << 8 | in.read());
        } else {
          text.append((char) next);
        }
      }
      requests.add(text.toString());
      number =
          text.toString()
              .lines()
              .filter(line -> line.startsWith("CSeq: "))
              .map(line -> line.substring(6))
              .findFirst()
              .orElse("0");
      return this;
    }

    public Peer say(String text) throws IOException {
      return say(text.replace("CSEQ", number).getBytes(StandardCharsets.ISO_8859_1));
    }

    public Peer say(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      return this;
    }

    /// Reads until the client goes.
    public void listen() throws IOException {
      in.skip(Long.MAX_VALUE);
    }

    /// Takes DESCRIBE, SETUP and PLAY of one video track.
    public Peer play(String sdp) throws IOException {
      hear().say(describe(sdp));
      hear()
          .say(
              answer(
                  "200 OK",
                  "Session: 1;timeout=60\r\nTransport: RTP/AVP/TCP;unicast;interleaved=0-1\r\n",
                  ""));
      return hear().say(answer("200 OK", "Session: 1\r\n", ""));
    }
  }
}
