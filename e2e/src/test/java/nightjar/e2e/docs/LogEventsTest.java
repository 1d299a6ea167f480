package nightjar.e2e.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import java.util.TreeSet;
import nightjar.base.log.Event;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;

class LogEventsTest {
  @Test
  void everyEventThatWarnsHasItsParagraphInBothLanguagesAndNoParagraphIsLeftOver()
      throws Exception {
    assertThat(headings("log-events.md")).isEqualTo(warnings());
    assertThat(headings("log-events.fr.md")).isEqualTo(warnings());
  }

  private static Set<String> headings(String page) throws IOException {
    Set<String> headings = new TreeSet<>();
    for (String line : Files.readAllLines(Fixtures.root().resolve("docs/guide").resolve(page))) {
      if (line.startsWith("## ")) {
        headings.add(line.substring(3));
      }
    }
    return headings;
  }

  private static Set<String> warnings() throws ClassNotFoundException {
    Set<String> names = new TreeSet<>();
    var all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("nightjar");
    for (JavaClass type : all) {
      if (type.isEnum() && type.isAssignableTo(Event.class)) {
        for (Object each : Class.forName(type.getName()).getEnumConstants()) {
          Event event = (Event) each;
          if (event.level() != Event.Level.INFO) {
            names.add(event.name());
          }
        }
      }
    }
    return names;
  }
}
