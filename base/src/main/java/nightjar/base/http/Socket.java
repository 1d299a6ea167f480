package nightjar.base.http;

import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// A WebSocket to send on, one message at a time. Owned by the thread in [SocketEnd#run].
public final class Socket {
  private final Session session;

  Socket(Session session) {
    this.session = session;
  }

  /// Blocks until the message is with the network; false when the other side is gone.
  public boolean send(ByteBuffer message) {
    return await(callback -> session.sendBinary(message, callback));
  }

  public boolean send(String message) {
    return await(callback -> session.sendText(message, callback));
  }

  /// Ends the socket with a code of RFC 6455 or our own from 4400 on.
  public void close(int code, String why) {
    session.close(code, why, Callback.NOOP);
  }

  private interface Send {
    void with(Callback callback);
  }

  private boolean await(Send send) {
    if (!session.isOpen()) {
      return false;
    }
    var sent = new CompletableFuture<Void>();
    send.with(Callback.from(() -> sent.complete(null), sent::completeExceptionally));
    try {
      sent.join();
      return true;
    } catch (CompletionException e) {
      return false;
    }
  }
}
