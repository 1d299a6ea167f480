package nightjar.cli;

import nightjar.base.log.Event;

/// A part of the recorder that does not run, or runs again. Recording goes on in every case.
enum PartEvent implements Event {
  SETTINGS_UNAVAILABLE(Level.ERROR),
  ACCOUNTS_UNAVAILABLE(Level.ERROR),
  WAY_BACK_UNAVAILABLE(Level.ERROR),
  PART_AVAILABLE(Level.INFO);

  private final Level level;

  PartEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
