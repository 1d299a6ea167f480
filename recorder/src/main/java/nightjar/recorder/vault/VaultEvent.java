package nightjar.recorder.vault;

import nightjar.base.log.Event;

/// What happens to footage of before a reset.
enum VaultEvent implements Event {
  FOOTAGE_WITHHELD(Level.WARN),
  FOOTAGE_SHOWN_AGAIN(Level.INFO),
  FOOTAGE_ERASED(Level.WARN),
  FOOTAGE_STATE_DAMAGED(Level.WARN),
  FOOTAGE_KEY_MISSING(Level.WARN),
  FOOTAGE_KEYS_DAMAGED(Level.WARN);

  private final Level level;

  VaultEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
