package nightjar.recorder.config;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.Fault;
import nightjar.base.time.DurationText;
import org.tomlj.TomlArray;
import org.tomlj.TomlTable;

/// One table of a TOML file, read key by key; [#finish] refuses what nobody asked for, with the nearest right name.
///
/// Owned by the thread that reads the file.
final class TomlSection {
  private static final Pattern BYTES =
      Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)\\s*(B|KB|MB|GB|TB)");

  private final String where;
  private final TomlTable table;
  private final Set<String> known = new TreeSet<>();

  TomlSection(String where, TomlTable table) {
    this.where = where;
    this.table = table;
  }

  Optional<String> text(String key) {
    return value(key, String.class, "text in quotes");
  }

  Optional<Long> number(String key) {
    return value(key, Long.class, "a whole number");
  }

  Optional<Boolean> flag(String key) {
    return value(key, Boolean.class, "true or false");
  }

  /// `"2s"`, `"500ms"`, `"30d"`.
  Optional<Duration> duration(String key) {
    return text(key)
        .map(text ->
            DurationText.parse(text)
                .orElseThrow(() ->
                    wrong(
                        key,
                        "is not a duration: " + text,
                        "Write it like \"30s\", \"5m\", \"1h\" or \"30d\".")));
  }

  /// `"500GB"`, `"1.5TB"`; powers of ten, as disks are sold.
  Optional<Long> bytes(String key) {
    return text(key)
        .map(text -> {
          Matcher matcher = BYTES.matcher(text.strip());
          if (!matcher.matches()) {
            throw wrong(key, "is not a size: " + text, "Write it like \"500GB\" or \"1.5TB\".");
          }
          double unit =
              switch (matcher.group(2)) {
                case "KB" -> 1e3;
                case "MB" -> 1e6;
                case "GB" -> 1e9;
                case "TB" -> 1e12;
                default -> 1;
              };
          return Math.round(Double.parseDouble(matcher.group(1)) * unit);
        });
  }

  Optional<TomlSection> section(String key) {
    return value(key, TomlTable.class, "a table, [" + key + "]").map(t -> new TomlSection(key, t));
  }

  List<TomlSection> sections(String key) {
    List<TomlSection> found = new ArrayList<>();
    Optional<TomlArray> array = value(key, TomlArray.class, "tables, [[" + key + "]]");
    for (int i = 0; array.isPresent() && i < array.get().size(); i++) {
      if (!(array.get().get(i) instanceof TomlTable each)) {
        throw wrong(
            key,
            "holds something else than tables",
            "Write each one under its own [[" + key + "]].");
      }
      found.add(new TomlSection(key + " " + (i + 1), each));
    }
    return found;
  }

  Fault wrong(String key, String what, String advice) {
    return Fault.of(Fault.Kind.INVALID, where + ": " + key + " " + what, advice);
  }

  /// Call when every key was asked for.
  void finish() {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        String nearest =
            known.stream()
                .min((a, b) -> Integer.compare(distance(key, a), distance(key, b)))
                .orElse("");
        throw Fault.of(
            Fault.Kind.INVALID,
            where + ": no key is called " + key,
            "Did you mean " + nearest + "? Known here: " + String.join(", ", known) + ".");
      }
    }
  }

  private <T> Optional<T> value(String key, Class<T> type, String expected) {
    known.add(key);
    Object value = table.get(List.of(key));
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw wrong(key, "should be " + expected, "It is now: " + value);
    }
    return Optional.of(type.cast(value));
  }

  /// Levenshtein's distance.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
