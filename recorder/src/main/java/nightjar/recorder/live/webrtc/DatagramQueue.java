package nightjar.recorder.live.webrtc;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DatagramTransport;

/// What DTLS hears and says, between the socket's thread and the handshake's. Safe for any thread because the queue is; a full one
/// drops datagrams, which DTLS repeats.
final class DatagramQueue implements DatagramTransport {
  /// Where what DTLS says goes.
  interface Exit {
    void send(byte[] bytes, int offset, int length);
  }

  private static final int RECEIVE_LIMIT = 1_500;

  /// What any path carries, less IPv6 and UDP.
  private static final int SEND_LIMIT = 1_200;

  private final BlockingQueue<byte[]> heard = new ArrayBlockingQueue<>(32);
  private final Exit exit;

  DatagramQueue(Exit exit) {
    this.exit = exit;
  }

  void offer(byte[] datagram) {
    if (!heard.offer(datagram)) {
      heard.poll();
    }
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT;
  }

  @Override
  public int receive(byte[] into, int offset, int length, int waitMillis) {
    try {
      byte[] datagram = heard.poll(Math.max(1, waitMillis), TimeUnit.MILLISECONDS);
      if (datagram == null) {
        return -1;
      }
      int taken = Math.min(length, datagram.length);
      System.arraycopy(datagram, 0, into, offset, taken);
      return taken;
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts a handshake", e);
    }
  }

  @Override
  public void send(byte[] bytes, int offset, int length) {
    exit.send(bytes, offset, length);
  }

  @Override
  public void close() {}
}
