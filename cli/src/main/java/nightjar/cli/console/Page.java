package nightjar.cli.console;

import java.util.List;
import java.util.Optional;
import nightjar.recovery.qr.QrCode;

/// What is on the screen: words, at most one field, and things to choose.
record Page(
    String title,
    List<String> lines,
    Optional<Field> field,
    List<Choice> choices,
    Optional<QrCode> qr) {
  /// `shown` is what is typed, as it may be seen.
  record Field(String label, String shown) {}

  /// `act` is what choosing it does.
  record Choice(String label, Runnable act) {}

  static Page of(String title, List<String> lines, Choice... choices) {
    return new Page(title, lines, Optional.empty(), List.of(choices), Optional.empty());
  }
}
