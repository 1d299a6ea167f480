package nightjar.cli.kiosk;

import nightjar.base.log.Event;

/// What the console on a monitor tells the operator.
enum KioskEvent implements Event {
  BUTTON_GONE(Level.WARN);

  private final Level level;

  KioskEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
