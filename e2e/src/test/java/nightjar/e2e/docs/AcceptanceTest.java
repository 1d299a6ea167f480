package nightjar.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;

/// The tables of docs/design/recovery.md name tests that are there, and each statement of the acceptance list has one of its number.
class AcceptanceTest {
  private static final int LAST = 27;
  private static final Pattern METHOD = Pattern.compile("(?m)^  (?:void|\\S.*>) (\\w+)\\(");
  private static final Pattern ROW = Pattern.compile("\\| (\\d+) \\| .+ \\| (.+) \\|");
  private static final Pattern NAMED = Pattern.compile("`(\\w+Test)(?:\\.(\\w+)(\\*?))?`");
  private static final Pattern SCRIPT = Pattern.compile("`([\\w-]+\\.(?:e2e|test)\\.ts)`");

  /// The methods of every test class, by its name without the package.
  private final Map<String, Set<String>> tests = new TreeMap<>();

  /// The text of every test of the web pages, by its file's name.
  private final Map<String, String> scripts = new TreeMap<>();

  AcceptanceTest() throws IOException {
    try (Stream<Path> modules = Files.list(Fixtures.root())) {
      for (Path module : modules.map(each -> each.resolve("src/test/java")).toList()) {
        if (Files.isDirectory(module)) {
          methods(module);
        }
      }
    }
    for (String folder :
        List.of("e2e", "shared", "recorder", "portal", "review", "console", "test")) {
      for (Path file : files(Fixtures.root().resolve("web").resolve(folder), ".ts")) {
        scripts.put(name(file), Files.readString(file));
      }
    }
  }

  private void methods(Path folder) throws IOException {
    for (Path file : files(folder, "Test.java")) {
      Set<String> methods =
          tests.computeIfAbsent(name(file).replace(".java", ""), _ -> new TreeSet<>());
      Matcher matcher = METHOD.matcher(Files.readString(file));
      while (matcher.find()) {
        methods.add(matcher.group(1));
      }
    }
  }

  @Test
  void eachOfThe27StatementsNamesATestOfItsNumber() throws IOException {
    List<Integer> rows = new ArrayList<>();
    for (String line : section("Acceptance")) {
      Matcher row = ROW.matcher(line);
      if (row.matches()) {
        int number = Integer.parseInt(row.group(1));
        rows.add(number);
        String prefix = "acceptance%02d".formatted(number);
        assertThat(named(row.group(2))).as(line).anyMatch(test -> test.contains(prefix));
      }
    }
    assertThat(rows).isEqualTo(IntStream.rangeClosed(1, LAST).boxed().toList());
  }

  @Test
  void eachBadInputNamesATest() throws IOException {
    List<String> rows =
        section("Bad input").stream().filter(line -> line.startsWith("| ")).skip(1).toList();
    assertThat(rows).hasSizeGreaterThan(15);
    for (String row : rows) {
      String[] cells = row.split(" \\| ");
      assertThat(named(cells[cells.length - 1])).as(row).isNotEmpty();
    }
  }

  /// The test methods that a cell names, and the texts of the scripts; each is there.
  private List<String> named(String cell) {
    List<String> found = new ArrayList<>();
    Matcher each = NAMED.matcher(cell);
    while (each.find()) {
      String method = each.group(2) == null ? "" : each.group(2);
      boolean prefix = method.isEmpty() || "*".equals(each.group(3));
      List<String> methods =
          tests.getOrDefault(each.group(1), Set.of()).stream()
              .filter(name -> prefix ? name.startsWith(method) : name.equals(method))
              .toList();
      assertThat(methods).as(each.group()).isNotEmpty();
      found.addAll(methods);
    }
    Matcher script = SCRIPT.matcher(cell);
    while (script.find()) {
      assertThat(scripts).as(script.group()).containsKey(script.group(1));
      found.add(scripts.getOrDefault(script.group(1), ""));
    }
    return found;
  }

  private static List<String> section(String heading) throws IOException {
    return Files.readAllLines(Fixtures.root().resolve("docs/design/recovery.md")).stream()
        .dropWhile(line -> !line.equals("## " + heading))
        .skip(1)
        .takeWhile(line -> !line.startsWith("## "))
        .toList();
  }

  private static List<Path> files(Path folder, String end) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(file -> name(file).endsWith(end)).toList();
    }
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
