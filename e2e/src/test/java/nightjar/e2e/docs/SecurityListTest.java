package nightjar.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;

/// The list of what is met of the OWASP ASVS names every requirement once, and only tests that exist.
class SecurityListTest {
  /// Requirements of levels 1 and 2 in ASVS 5.0.0: section, then numbers.
  private static final String LEVELS_1_AND_2 =
      """
      1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2 4.1:1-3 4.2:1 4.3:1-2
      4.4:1-4 5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2
      7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3 9.2:1-4 10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3
      11.3:1-3 11.4:1-4 11.5:1 11.6:1 12.1:1-3 12.2:1-2 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3
      15.3:1-7 16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
      """;

  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d[\\d., to]*) \\| [^|]+ \\| ([^|]+) \\| (.*) \\|$");
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d+\\.\\d+)\\.(\\d+)(?: to \\1\\.(\\d+))?");
  private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w*Test)(?:\\.(\\w+))?`");

  private final String page = text(Fixtures.root().resolve("docs/ref/security.md"));

  @Test
  void everyRequirementOfLevelsOneAndTwoIsThereOnce() {
    List<String> wanted = new ArrayList<>();
    for (String section : LEVELS_1_AND_2.strip().split("\\s+")) {
      String[] part = section.split("[:-]");
      for (int i = Integer.parseInt(part[1]); i <= Integer.parseInt(part[part.length - 1]); i++) {
        wanted.add(part[0] + "." + i);
      }
    }
    assertThat(wanted).hasSize(253);
    List<String> listed = new ArrayList<>();
    Matcher row = ROW.matcher(page.substring(0, page.indexOf("## The portal")));
    while (row.find()) {
      listed.addAll(numbers(row.group(1)));
      assertThat(row.group(2).strip())
          .as(row.group(1))
          .matches("met|partly|not used|\\*\\*not met\\*\\*.*");
      assertThat(row.group(3)).as(row.group(1)).isNotBlank();
    }
    assertThat(listed).containsExactlyInAnyOrderElementsOf(wanted);
  }

  @Test
  void everyTestItNamesExists() throws IOException {
    Map<String, String> tests = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(Fixtures.root())) {
      walk.filter(file -> file.toString().contains("/src/test/java/"))
          .filter(file -> file.toString().endsWith("Test.java"))
          .forEach(
              file -> tests.put(file.getFileName().toString().replace(".java", ""), text(file)));
    }
    List<String> gone = new ArrayList<>();
    Matcher named = NAMED.matcher(page);
    int count = 0;
    while (named.find()) {
      count++;
      String source = tests.getOrDefault(named.group(1), "");
      boolean there = !source.isEmpty() || named.group(1).equals("FuzzTest");
      if (!there || (named.group(2) != null && !source.contains("void " + named.group(2) + "("))) {
        gone.add(named.group());
      }
    }
    assertThat(count).isGreaterThan(80);
    assertThat(gone).isEmpty();
  }

  private static List<String> numbers(String cell) {
    List<String> all = new ArrayList<>();
    Matcher each = NUMBERS.matcher(cell);
    while (each.find()) {
      int last = Integer.parseInt(each.group(3) == null ? each.group(2) : each.group(3));
      for (int i = Integer.parseInt(each.group(2)); i <= last; i++) {
        all.add(each.group(1) + "." + i);
      }
    }
    return all;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
