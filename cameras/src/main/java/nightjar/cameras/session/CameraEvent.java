package nightjar.cameras.session;

import nightjar.base.log.Event;

/// What a camera's session tells the operator.
public enum CameraEvent implements Event {
  CAMERA_PLAYING(Level.INFO),
  CAMERA_LOST(Level.WARN),
  CAMERA_LOGIN_REFUSED(Level.ERROR);

  private final Level level;

  CameraEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
