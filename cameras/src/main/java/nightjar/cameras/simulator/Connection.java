package nightjar.cameras.simulator;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import nightjar.cameras.simulator.program.Unit;
import nightjar.media.rtsp.message.RtspMessage;
import org.jspecify.annotations.Nullable;

/// One client's TCP connection: a bounded backlog outwards, and [Inbox] inwards. Owned by the simulator's thread.
final class Connection implements EventLoop.Ready {
  /// Answers and reports a client may leave unread.
  private static final int MAX_CONTROL_BYTES = 256 * 1024;

  private final SocketChannel channel;
  private final InetSocketAddress client;
  private final InetSocketAddress local;
  private final int backlogBytes;
  private final Inbox inbox;
  private final ConnectionOwner owner;
  private final ArrayDeque<Outgoing> queue = new ArrayDeque<>();
  private @Nullable SelectionKey key;
  private boolean reading = true;
  private long queuedBytes;
  private int headWritten;
  private boolean closed;

  /// What waits for the socket: a unit for a channel, or other bytes.
  private record Outgoing(@Nullable Unit unit, int channel, ByteBuffer control, int bytes) {
    ByteBuffer wire() {
      return unit == null ? control.rewind() : unit.wire(channel);
    }
  }

  private static final ByteBuffer NONE = ByteBuffer.allocate(0);

  Connection(SocketChannel channel, int backlogBytes, ConnectionOwner owner) throws IOException {
    this.channel = channel;
    this.client = (InetSocketAddress) channel.getRemoteAddress();
    this.local = (InetSocketAddress) channel.getLocalAddress();
    this.backlogBytes = backlogBytes;
    this.owner = owner;
    this.inbox = new Inbox(this, owner);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  void open(EventLoop loop) throws IOException {
    key = loop.register(channel, SelectionKey.OP_READ, this);
  }

  InetSocketAddress client() {
    return client;
  }

  /// The address this client reached us at.
  InetSocketAddress local() {
    return local;
  }

  @Override
  public void ready(SelectionKey key) {
    if (key.isValid() && key.isWritable()) {
      drain();
    }
    if (!closed && key.isValid() && key.isReadable()) {
      try {
        if (!inbox.read(channel)) {
          close();
        }
      } catch (IOException e) {
        close();
      }
    }
  }

  /// Stops reading until [#resume]: what the client sent meanwhile waits.
  void pause() {
    reading = false;
    interest();
  }

  void resume() {
    if (!closed) {
      reading = true;
      interest();
      inbox.process();
    }
  }

  /// Sends a frame; false, and nothing sent, when the client has left too much unread.
  boolean offer(Unit unit, int channel) {
    if (closed || (queuedBytes > 0 && queuedBytes + unit.wireBytes() > backlogBytes)) {
      return false;
    }
    return write(new Outgoing(unit, channel, NONE, unit.wireBytes()));
  }

  void send(RtspMessage message) {
    send(ByteBuffer.wrap(message.encode().toArray()));
  }

  /// Sends other bytes behind what waits.
  void send(ByteBuffer bytes) {
    if (queuedBytes > (long) backlogBytes + MAX_CONTROL_BYTES) {
      close();
    } else {
      write(new Outgoing(null, 0, bytes, bytes.remaining()));
    }
  }

  private boolean write(Outgoing out) {
    if (closed) {
      return false;
    }
    int written = 0;
    try {
      if (queue.isEmpty()) {
        written = channel.write(out.wire());
      }
    } catch (IOException e) {
      close();
      return false;
    }
    if (written < out.bytes) {
      if (queue.isEmpty()) {
        headWritten = written;
      }
      if (out.unit != null) {
        out.unit.retain();
      }
      queue.addLast(out);
      queuedBytes += out.bytes - written;
      interest();
    }
    return true;
  }

  private void drain() {
    try {
      while (!queue.isEmpty()) {
        Outgoing head = queue.getFirst();
        int written = channel.write(head.wire().position(headWritten));
        headWritten += written;
        queuedBytes -= written;
        if (headWritten < head.bytes) {
          return;
        }
        queue.removeFirst();
        headWritten = 0;
        if (head.unit != null) {
          head.unit.release();
        }
      }
      interest();
    } catch (IOException e) {
      close();
    }
  }

  private void interest() {
    if (key != null && key.isValid()) {
      key.interestOps(
          (reading ? SelectionKey.OP_READ : 0) | (queue.isEmpty() ? 0 : SelectionKey.OP_WRITE));
    }
  }

  /// Closes with RST instead of FIN.
  void reset() {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // already gone: the close below is all there is to do
    }
    close();
  }

  void close() {
    if (closed) {
      return;
    }
    closed = true;
    try {
      channel.close();
    } catch (IOException e) {
      // the descriptor is gone either way
    }
    for (Outgoing out : queue) {
      if (out.unit != null) {
        out.unit.release();
      }
    }
    queue.clear();
    owner.gone(this);
  }

  boolean closed() {
    return closed;
  }
}
