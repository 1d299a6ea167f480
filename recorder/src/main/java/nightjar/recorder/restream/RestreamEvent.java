package nightjar.recorder.restream;

import nightjar.base.log.Event;

/// What the RTSP server tells the operator.
public enum RestreamEvent implements Event {
  /// Its port cannot be used; everything else goes on.
  RTSP_NOT_SERVED(Level.ERROR);

  private final Level level;

  RestreamEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
