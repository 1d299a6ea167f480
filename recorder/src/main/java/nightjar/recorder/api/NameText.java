package nightjar.recorder.api;

import nightjar.base.http.Refusal;

/// Names that people give to things: one line, shown in lists, letters and file names.
final class NameText {
  private NameText() {}

  /// Stripped; a [Refusal] of `field` when it is empty, too long, or holds what would break a line or turn the text around it
  /// (Unicode 16, UAX 9: explicit directional embeddings, overrides and isolates).
  static String of(String field, String given, int longest) {
    String name = given.strip();
    if (name.isEmpty() || name.length() > longest) {
      throw Refusal.field(field, "must have 1 to " + longest + " characters");
    }
    if (name.codePoints().anyMatch(NameText::isUnseen)) {
      throw Refusal.field(field, "holds a character that cannot be seen");
    }
    return name;
  }

  private static boolean isUnseen(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
