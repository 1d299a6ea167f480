package nightjar.base.http;

/// Our end of a WebSocket. [#run] has a virtual thread of its own; the others are called from the socket's.
public interface SocketEnd {
  /// Talks until the socket or itself is done; then the socket is closed.
  void run(Socket socket);

  /// What the other side says, a few kilobytes at most.
  void text(String message);

  /// The other side is gone; ends [#run].
  void closed();
}
