package nightjar.e2e.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;

/// What a compiler does not see: size, ownership, words.
class SourcesTest {
  private static final int LONGEST_FILE = 600;
  private static final Pattern MUTABLE_FIELD =
      Pattern.compile(
          "(?m)^  private (?!static|final|record|enum|interface|sealed|class|abstract)[\\w<>\\[\\]@?., ]+ \\w+( = [^;]+)?;");

  @Test
  void noFileIsLongerThanItsJob() {
    assertThat(sources().filter(file -> lines(file).size() > LONGEST_FILE)).isEmpty();
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<Path> silent =
        sources()
            .filter(f -> f.toString().contains("/src/main/"))
            .map(Path::getParent)
            .distinct()
            .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
            .toList();
    assertThat(silent).isEmpty();
  }

  @Test
  void everyClassWithStateNamesItsOwner() {
    List<Path> ownerless =
        sources()
            .filter(f -> f.toString().contains("/src/main/"))
            .filter(f -> MUTABLE_FIELD.matcher(text(f)).find())
            .filter(f ->
                !text(f).contains("Owned by") && !text(f).contains("Safe for any thread because"))
            .map(f -> Fixtures.root().relativize(f))
            .toList();
    assertThat(ownerless).as("classes with mutable fields that do not say who owns them").isEmpty();
  }

  @Test
  void noUnfinishedWords() {
    var unfinished = Pattern.compile("TO" + "DO|FIX" + "ME|X" + "XX|@Dis" + "abled");
    assertThat(sources().filter(f -> unfinished.matcher(text(f)).find())).isEmpty();
  }

  static Stream<Path> sources() {
    try (Stream<Path> walk = Files.walk(Fixtures.root())) {
      return walk
          .filter(f -> f.toString().endsWith(".java") && !f.toString().contains("/target/"))
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(Path file) {
    return text(file).lines().toList();
  }
}
