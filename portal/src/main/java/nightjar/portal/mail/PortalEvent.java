package nightjar.portal.mail;

import nightjar.base.log.Event;

/// What the portal tells its operator.
public enum PortalEvent implements Event {
  REQUEST_WAITS(Level.WARN),
  LETTER_WAITS(Level.WARN),
  CODES_DO_NOT_MATCH(Level.ERROR);

  private final Level level;

  PortalEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
