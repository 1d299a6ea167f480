package nightjar.recorder;

import nightjar.base.log.Event;

/// What the recorder tells the operator about its disk.
enum RecorderEvent implements Event {
  FILE_ABANDONED(Level.ERROR),
  FRAGMENT_DROPPED(Level.ERROR),
  CAMERA_HELD_BACK(Level.WARN),
  PROMISE_EXCEEDED(Level.WARN),
  DISK_FULL(Level.ERROR),
  DISK_LOST(Level.ERROR),
  DISK_BACK(Level.WARN),
  COMMIT_FAILED(Level.ERROR),
  CATALOG_PUT_ASIDE(Level.ERROR),
  CATALOG_REBUILT(Level.WARN),
  FOOTAGE_EXPIRED(Level.INFO),
  FOOTAGE_RECOVERED(Level.INFO);

  private final Level level;

  RecorderEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
