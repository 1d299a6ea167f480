package nightjar.pictures.check;

import java.util.List;

/// How what was read compares with what is expected. Nothing is corrected: what was read stays as it was read.
public sealed interface Match {
  record Equal(String read) implements Match {}

  /// The same but for look-alikes, named as `0/O` (expected, read).
  record Near(String read, List<String> confused) implements Match {
    public Near {
      confused = List.copyOf(confused);
    }
  }

  record Different(String read) implements Match {}

  record Unread() implements Match {}
}
