package nightjar.base.http;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;

/// Joins Jetty’s WebSocket and ours; public because Jetty looks its methods up. Safe for any thread because it only hands over.
public final class SocketListener implements Session.Listener.AutoDemanding {
  private final SocketEnd end;

  SocketListener(SocketEnd end) {
    this.end = end;
  }

  @Override
  public void onWebSocketOpen(Session session) {
    Thread.ofVirtual().name("websocket").start(() -> run(session));
  }

  private void run(Session session) {
    var socket = new Socket(session);
    try {
      end.run(socket);
    } finally {
      socket.close(1000, "");
    }
  }

  @Override
  public void onWebSocketText(String message) {
    end.text(message);
  }

  @Override
  public void onWebSocketClose(int code, String why, Callback callback) {
    end.closed();
    callback.succeed();
  }

  @Override
  public void onWebSocketError(Throwable why) {
    end.closed();
  }
}
