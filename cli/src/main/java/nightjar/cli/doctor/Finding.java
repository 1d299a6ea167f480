package nightjar.cli.doctor;

import java.util.List;

/// What one check found. The words are the message `doctor.CHECK.what`, filled with `values`, and for anything but [Grade#GOOD] the
/// advice `doctor.CHECK.advice`.
///
/// @param check a word that stays the same
/// @param what of several messages of a check
public record Finding(String check, Grade grade, String what, List<Object> values) {
  /// How bad it is.
  public enum Grade {
    GOOD,
    /// Recording goes on; somebody should look.
    WARNING,
    /// Footage is being lost, or will be.
    FAILURE
  }

  static Finding good(String check, Object... values) {
    return new Finding(check, Grade.GOOD, "good", List.of(values));
  }

  static Finding warning(String check, String what, Object... values) {
    return new Finding(check, Grade.WARNING, what, List.of(values));
  }

  static Finding failure(String check, String what, Object... values) {
    return new Finding(check, Grade.FAILURE, what, List.of(values));
  }
}
