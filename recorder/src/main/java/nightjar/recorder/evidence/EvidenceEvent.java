package nightjar.recorder.evidence;

import nightjar.base.log.Event;

/// What signing exports tells the operator.
public enum EvidenceEvent implements Event {
  EVIDENCE_KEY_UNUSABLE(Level.ERROR);

  private final Level level;

  EvidenceEvent(Level level) {
    this.level = level;
  }

  @Override
  public Level level() {
    return level;
  }
}
