package nightjar.cameras.simulator;

import java.util.Locale;

/// Which of a camera's streams.
public enum StreamName {
  MAIN,
  SUB;

  /// As in a path.
  public String path() {
    return name().toLowerCase(Locale.ROOT);
  }
}
