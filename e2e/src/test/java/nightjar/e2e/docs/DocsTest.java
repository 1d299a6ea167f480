package nightjar.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;

/// The documents are part of the product: links lead somewhere, and words are types that exist.
class DocsTest {
  private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#|mailto:)([^)#\\s]+)");
  private static final Pattern DOC_IN_SOURCE = Pattern.compile("docs/[\\w/-]+\\.md");
  private static final Pattern GLOSSARY_ROW =
      Pattern.compile("(?m)^\\| \\*\\*[^|]+\\| [^|]+\\| `([^`]+)`");

  @Test
  void relativeLinksLeadSomewhere() {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      var matcher = LINK.matcher(text(page));
      while (matcher.find()) {
        if (!Files.exists(page.resolveSibling(matcher.group(1)))) {
          dead.add(page + " -> " + matcher.group(1));
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void documentsNamedInSourcesExist() {
    List<String> dead = new ArrayList<>();
    for (Path source : files(".java")) {
      var matcher = DOC_IN_SOURCE.matcher(text(source));
      while (matcher.find()) {
        if (!Files.exists(Fixtures.root().resolve(matcher.group()))) {
          dead.add(source + " -> " + matcher.group());
        }
      }
    }
    assertThat(dead).isEmpty();
  }

  @Test
  void everyDesignPageHasTheSameFourHeadings() {
    for (Path page : pages()) {
      if (page.toString().contains("/docs/design/")) {
        assertThat(text(page))
            .as(page.toString())
            .contains("## Status", "## Goals", "## Non-goals", "## Alternatives");
      }
    }
  }

  @Test
  void everyGlossaryTermIsATypeThatExists() {
    var matcher = GLOSSARY_ROW.matcher(text(Fixtures.root().resolve("docs/glossary.md")));
    List<String> missing = new ArrayList<>();
    int rows = 0;
    List<String> names = files(".java").stream().map(f -> String.valueOf(f.getFileName())).toList();
    while (matcher.find()) {
      rows++;
      if (!names.contains(matcher.group(1) + ".java")) {
        missing.add(matcher.group(1));
      }
    }
    assertThat(rows).isPositive();
    assertThat(missing).isEmpty();
  }

  private static List<Path> pages() {
    return files(".md");
  }

  private static List<Path> files(String ending) {
    try (Stream<Path> walk = Files.walk(Fixtures.root())) {
      return walk.filter(f -> f.toString().endsWith(ending))
          .filter(
              f -> !f.toString().contains("/target/") && !f.toString().contains("/node_modules/"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
