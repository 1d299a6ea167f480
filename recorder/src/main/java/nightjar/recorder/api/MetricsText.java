package nightjar.recorder.api;

import java.util.LinkedHashMap;
import java.util.Map;

/// Numbers as Prometheus reads them (text exposition format 0.0.4). Owned by one answer.
final class MetricsText {
  /// Whether a number only grows until the program, or what it counts, begins anew.
  enum Kind {
    COUNTER,
    GAUGE
  }

  private record Family(Kind kind, String help, StringBuilder samples) {}

  private final Map<String, Family> families = new LinkedHashMap<>();

  /// Adds a sample. A counter's name ends in `_total`; labels are names and values in turn.
  void add(Kind kind, String name, String help, double value, String... labels) {
    add(kind, name, help, Double.toString(value), labels);
  }

  void add(Kind kind, String name, String help, long value, String... labels) {
    add(kind, name, help, Long.toString(value), labels);
  }

  private void add(Kind kind, String name, String help, String value, String[] labels) {
    StringBuilder out =
        families.computeIfAbsent(name, _ -> new Family(kind, help, new StringBuilder())).samples();
    out.append(name);
    for (int i = 0; i < labels.length; i += 2) {
      out.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
      out.append(escaped(labels[i + 1])).append('"');
    }
    out.append(labels.length == 0 ? " " : "} ").append(value).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  @Override
  public String toString() {
    var text = new StringBuilder();
    families.forEach((name, family) ->
        text.append("# HELP ")
            .append(name)
            .append(' ')
            .append(family.help())
            .append("\n# TYPE ")
            .append(name)
            .append(family.kind() == Kind.COUNTER ? " counter\n" : " gauge\n")
            .append(family.samples()));
    return text.toString();
  }
}
