package nightjar.cameras.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import nightjar.media.rtsp.message.Headers;
import nightjar.media.rtsp.message.RtspMessage;
import nightjar.media.rtsp.message.RtspMessageReader;
import nightjar.media.rtsp.message.RtspMessageReader.Result;
import nightjar.media.rtsp.message.RtspRequest;
import nightjar.media.rtsp.message.RtspResponse;
import org.jspecify.annotations.Nullable;

/// A client as plain as can be, which sees everything a server sends.
final class RtspTestClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final ByteBuffer in = ByteBuffer.allocate(1 << 20).limit(0);
  private final Deque<byte[][]> early = new ArrayDeque<>();
  private int cseq;
  @Nullable RtspRequest asked;

  RtspTestClient(InetSocketAddress server) throws IOException {
    socket = new Socket(server.getAddress(), server.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  static RtspTestClient of(String url) throws IOException {
    URI uri = URI.create(url);
    return new RtspTestClient(new InetSocketAddress(uri.getHost(), uri.getPort()));
  }

  /// With a small window, so that a client that does not read is soon noticed.
  RtspTestClient(InetSocketAddress server, int receiveBuffer) throws IOException {
    socket = new Socket();
    socket.setReceiveBufferSize(receiveBuffer);
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(server);
  }

  RtspResponse ask(String method, String uri, String... headers) throws IOException {
    Headers all = Headers.of("CSeq", Integer.toString(++cseq));
    for (int i = 0; i < headers.length; i += 2) {
      all = all.plus(headers[i], headers[i + 1]);
    }
    send(new RtspRequest(method, uri, all).encode().toArray());
    return answer();
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  RtspResponse answer() throws IOException {
    while (true) {
      switch (next()) {
        case RtspResponse response -> {
          return response;
        }
        case RtspRequest request -> asked = request;
        case byte[][] packet -> early.add(packet);
        default -> throw new IllegalStateException();
      }
    }
  }

  boolean hasEarlyPackets() {
    return !early.isEmpty();
  }

  /// The next interleaved packet: its channel, and its bytes.
  byte[][] packet() throws IOException {
    byte[][] known = early.poll();
    while (known == null) {
      Object next = next();
      if (next instanceof byte[][] packet) {
        known = packet;
      } else if (next instanceof RtspRequest request) {
        asked = request;
      }
    }
    return known;
  }

  /// The payload after the next packet of `channel`.
  byte[] packet(int channel) throws IOException {
    byte[][] packet = packet();
    while (packet[0][0] != channel) {
      packet = packet();
    }
    return packet[1];
  }

  /// An RTSP message, or an interleaved packet.
  private Object next() throws IOException {
    while (true) {
      if (in.remaining() >= 4 && in.get(in.position()) == '$') {
        int length = in.getShort(in.position() + 2) & 0xffff;
        if (in.remaining() >= 4 + length) {
          byte[] packet = new byte[length];
          byte channel = in.get(in.position() + 1);
          in.position(in.position() + 4).get(packet);
          return new byte[][] {{channel}, packet};
        }
      } else if (in.hasRemaining() && in.get(in.position()) != '$') {
        switch (RtspMessageReader.read(in, in.position(), in.limit())) {
          case Result.Message(RtspMessage message, int length) -> {
            in.position(in.position() + length);
            return message;
          }
          case Result.NeedMore _ -> {}
          case Result.NotAMessage(int length, _) -> {
            in.position(in.position() + length);
            continue;
          }
        }
      }
      fill();
    }
  }

  private void fill() throws IOException {
    in.compact();
    int got = socket.getInputStream().read(in.array(), in.position(), in.remaining());
    if (got < 0) {
      throw new java.io.EOFException("the server closed the connection");
    }
    in.position(in.position() + got);
    in.flip();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
