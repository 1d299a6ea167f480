package nightjar.store.recording;

/// Why there is no footage. The codes are on disk: never change one, only add.
public enum GapCause {
  /// The camera was off, hung, restarted, or sent what cannot be recorded.
  CAMERA(1),
  /// Between the camera and us.
  NETWORK(2),
  /// The disk was full, failed, or too slow.
  DISK(3),
  /// Nothing is missing: the clock was stepped, and this wall time was left out or comes twice.
  CLOCK(4),
  /// The recorder was not running, or had no memory left.
  US(5),
  /// Not to be recorded: a schedule or a privacy mask says so. Does not count as expected.
  MASKED(6);

  private final int code;

  GapCause(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  /// The cause with this code; an unknown code, from a newer program, reads as our own fault.
  public static GapCause of(int code) {
    for (GapCause cause : values()) {
      if (cause.code == code) {
        return cause;
      }
    }
    return US;
  }
}
