package nightjar.cli.console;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import nightjar.recovery.qr.QrCode;

/// A [Page] laid out for a terminal: lines of exactly its width, and where the choices are.
record Screen(List<String> lines, List<Integer> choiceRows) {
  /// Between the words and a QR code beside them.
  private static final int WORDS = 48;

  /// A screen has light around it, so half of the standard's quiet zone does.
  private static final int QUIET = 2;

  static Screen of(Page page, int focus, int columns, int rows) {
    Optional<List<String>> qr =
        page.qr().map(code -> code.halfBlocks(QUIET)).filter(drawn -> fits(drawn, columns, rows));
    int width = qr.isPresent() ? WORDS : columns;
    List<String> left = new ArrayList<>();
    left.add(" " + page.title());
    left.add(" " + "-".repeat(Math.max(0, width - 2)));
    page.lines().forEach(line -> left.addAll(wrap(line, width - 2)));
    page.field()
        .ifPresent(field -> {
          left.add("");
          left.addAll(wrap(field.label(), width - 2));
          left.add("  > " + tail(field.shown(), width - 6) + "_");
        });
    List<Integer> choiceRows = new ArrayList<>();
    int room = Math.max(0, rows - page.choices().size() - 1);
    while (left.size() > room) {
      left.removeLast();
    }
    left.add("");
    for (int i = 0; i < page.choices().size(); i++) {
      choiceRows.add(left.size());
      String mark = i == focus ? " > [ " : "   [ ";
      left.add(mark + page.choices().get(i).label() + " ]");
    }
    return new Screen(
        beside(left, qr.orElse(Collections.emptyList()), width, columns, rows), choiceRows);
  }

  /// Which choice is at a row; empty for none.
  Optional<Integer> choiceAt(int row) {
    int index = choiceRows.indexOf(row);
    return index < 0 ? Optional.empty() : Optional.of(index);
  }

  /// Whether a QR code would be drawn beside the words.
  static boolean hasRoom(QrCode code, int columns, int rows) {
    return fits(code.halfBlocks(QUIET), columns, rows);
  }

  private static boolean fits(List<String> drawn, int columns, int rows) {
    return drawn.size() <= rows && WORDS + drawn.getFirst().length() <= columns;
  }

  private static List<String> beside(
      List<String> left, List<String> right, int width, int columns, int rows) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      String words = i < left.size() ? left.get(i) : "";
      String drawn = i < right.size() ? right.get(i) : "";
      String line = padded(words, width) + drawn;
      lines.add(padded(line, columns));
    }
    return lines;
  }

  private static String padded(String text, int width) {
    return text.length() >= width
        ? text.substring(0, width)
        : text + " ".repeat(width - text.length());
  }

  /// The end of what is typed, where the person is.
  private static String tail(String text, int width) {
    int room = Math.max(0, width);
    return text.length() <= room ? text : text.substring(text.length() - room);
  }

  private static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    var line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!line.isEmpty() && line.length() + 1 + word.length() > width) {
        lines.add(" " + line);
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(" " + line);
    return lines;
  }
}
