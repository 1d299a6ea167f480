package nightjar.recorder.settings;

import nightjar.base.log.Event;

/// What the settings tell the operator.
public enum SettingsEvent implements Event {
  /// The file was damaged; it is kept under another name.
  SETTINGS_PUT_ASIDE(Level.ERROR),
  /// One camera cannot be received as its settings say; the others are.
  CAMERA_UNUSABLE(Level.ERROR),
  /// A back-up that was to be put back at the start could not be; it waits for the next one.
  RESTORE_UNFINISHED(Level.ERROR),
  /// The settings cannot be read just now; what runs goes on as it was.
  SETTINGS_UNREADABLE(Level.WARN);

  private final Level level;

  SettingsEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
