package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;

/// TLS over a blocking channel (`rtsps`). Owned by the session's thread.
final class TlsWire implements Wire {
  private final SocketChannel channel;
  private final SocketReader reader;
  private final SSLEngine engine;
  private final ByteBuffer incoming;
  private final ByteBuffer outgoing;
  private ByteBuffer clear;

  /// Shakes hands. Renegotiation and TLS 1.3's later messages are handled within [#read].
  TlsWire(SocketChannel channel, SSLEngine engine) throws IOException {
    this.channel = channel;
    this.engine = engine;
    reader = new SocketReader(channel);
    int packet = engine.getSession().getPacketBufferSize();
    incoming = ByteBuffer.allocateDirect(4 * packet).flip();
    outgoing = ByteBuffer.allocateDirect(packet);
    clear = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
    engine.setUseClientMode(true);
    engine.beginHandshake();
    while (step(ByteBuffer.allocate(0))) {
      // Each step moves the handshake on by one message.
    }
  }

  @Override
  public SocketChannel channel() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into, int withinMillis) throws IOException {
    if (!clear.hasRemaining() && !holdsRecord()) {
      incoming.compact();
      int read = reader.read(incoming, withinMillis);
      incoming.flip();
      if (read <= 0) {
        return read;
      }
    }
    while (!clear.hasRemaining()) {
      if (!unwrap()) {
        return -1;
      }
      while (step(ByteBuffer.allocate(0))) {
        // A key update or renegotiation asks for an answer.
      }
    }
    int length = Math.min(clear.remaining(), into.remaining());
    into.put(into.position(), clear, clear.position(), length);
    into.position(into.position() + length);
    clear.position(clear.position() + length);
    return length;
  }

  /// One record at a time.
  @Override
  public boolean drains() {
    return false;
  }

  @Override
  public void write(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      wrap(from);
    }
  }

  /// Whether a whole record was read already (RFC 8446, 5.1): its length stands behind three bytes.
  private boolean holdsRecord() {
    int held = incoming.remaining();
    return held >= 5 && held - 5 >= (incoming.getShort(incoming.position() + 3) & 0xffff);
  }

  private boolean step(ByteBuffer nothing) throws IOException {
    return switch (engine.getHandshakeStatus()) {
      case NOT_HANDSHAKING, FINISHED -> false;
      case NEED_TASK -> {
        for (Runnable task = engine.getDelegatedTask();
            task != null;
            task = engine.getDelegatedTask()) {
          task.run();
        }
        yield true;
      }
      case NEED_WRAP -> {
        wrap(nothing);
        yield true;
      }
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        if (!unwrap()) {
          throw new SSLException("the connection ended during the TLS handshake");
        }
        yield true;
      }
    };
  }

  private void wrap(ByteBuffer from) throws IOException {
    outgoing.clear();
    SSLEngineResult result = engine.wrap(from, outgoing);
    if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("the TLS session is closed");
    }
    outgoing.flip();
    while (outgoing.hasRemaining()) {
      channel.write(outgoing);
    }
  }

  /// One record; false at the end.
  private boolean unwrap() throws IOException {
    while (true) {
      clear.compact();
      SSLEngineResult result = engine.unwrap(incoming, clear);
      clear.flip();
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> {
          return false;
        }
        case BUFFER_OVERFLOW ->
            clear = larger(clear, engine.getSession().getApplicationBufferSize());
        case BUFFER_UNDERFLOW -> {
          incoming.compact();
          int read = channel.read(incoming);
          incoming.flip();
          if (read < 0) {
            return false;
          }
        }
      }
    }
  }

  private static ByteBuffer larger(ByteBuffer old, int more) {
    return ByteBuffer.allocate(old.remaining() + more).put(old).flip();
  }
}
