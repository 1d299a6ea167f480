package nightjar.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A Markdown table, so that what a benchmark prints is what docs/ref/benchmarks.md holds.
final class Table {
  private final List<String> lines = new ArrayList<>();

  Table(String... headings) {
    row((Object[]) headings);
    lines.add("|" + "---|".repeat(headings.length));
  }

  /// Doubles are printed with two digits behind the point.
  Table row(Object... cells) {
    var line = new StringBuilder("|");
    for (Object cell : cells) {
      line.append(' ')
          .append(cell instanceof Double d ? String.format(Locale.ROOT, "%.2f", d) : cell)
          .append(" |");
    }
    lines.add(line.toString());
    return this;
  }

  void print() {
    lines.forEach(System.out::println);
    System.out.println();
  }
}
