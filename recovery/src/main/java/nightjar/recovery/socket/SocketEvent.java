package nightjar.recovery.socket;

import nightjar.base.log.Event;

/// What a socket tells the operator.
public enum SocketEvent implements Event {
  SOCKET_UNAVAILABLE(Level.WARN),
  SOCKET_STRANGER(Level.WARN),
  SOCKET_UNANSWERED(Level.WARN),
  SOCKET_PEER_LEFT(Level.INFO);

  private final Level level;

  SocketEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
