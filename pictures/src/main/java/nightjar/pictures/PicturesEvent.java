package nightjar.pictures;

import nightjar.base.log.Event;

/// What reading pictures tells the operator.
public enum PicturesEvent implements Event {
  PICTURE_WORKER_REPLACED(Level.WARN),
  PICTURE_WORKER_DOWN(Level.WARN),
  PICTURES_WITHOUT_TEXT(Level.WARN);

  private final Level level;

  PicturesEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
