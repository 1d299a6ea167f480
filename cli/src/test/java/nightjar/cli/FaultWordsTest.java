package nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultWordsTest {
  private static final Pattern PLACE = Pattern.compile("\\{\\d}");

  private final FaultWords french = FaultWords.of(Locale.CANADA_FRENCH);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/a/b.mp4 exists already | /a/b.mp4 existe déjà",
        "the export needs 12 bytes, and /a has 3 | l’export demande 12 octets, et /a en a 3",
        "camera=gate/main: 10.0.0.7:554 refused the connection (Connection refused); conn=none at=0"
            + " | caméra gate/main : 10.0.0.7:554 a refusé la connexion (Connection refused) ;"
            + " connexion none, octet 0",
        "opening clip: no such file or folder | opening clip : aucun fichier ni dossier de ce nom",
        "asking for free space of /a: no such file or folder"
            + " | place libre de /a : aucun fichier ni dossier de ce nom",
        "nobody has heard of this | nobody has heard of this"
      })
  void aSentenceIsSaidInFrenchWithItsParts(String english, String said) {
    assertThat(french.say(english)).isEqualTo(said);
  }

  @Test
  void englishStaysAsItIs() {
    assertThat(FaultWords.of(Locale.ROOT).say("/a exists already")).isEqualTo("/a exists already");
  }

  @Test
  void everySentenceHasItsFrenchWithTheSamePartsAndItsApostrophes() {
    List<String> lines = catalogue();
    assertThat(lines.size() % 2).isZero();
    for (int i = 0; i < lines.size(); i += 2) {
      String english = lines.get(i);
      String other = lines.get(i + 1);
      assertThat(other).as(english).startsWith("  ").isNotEqualTo("  " + english);
      assertThat(other).as(english).doesNotContain("'");
      assertThat(places(english)).as(english).containsAll(places(other));
    }
  }

  /// A sentence that was changed in the sources must be changed here, or nobody reads it in French any more.
  @Test
  void theSentencesAreThoseOfTheSources() {
    String sources = sources();
    List<String> gone = new ArrayList<>();
    List<String> lines = catalogue();
    for (int i = 0; i < lines.size(); i += 2) {
      for (String fixed : PLACE.splitAsStream(lines.get(i)).toList()) {
        if (!sources.contains(fixed.strip())) {
          gone.add(lines.get(i));
        }
      }
    }
    assertThat(gone).as("of %s sentences", lines.size() / 2).hasSizeLessThan(lines.size() / 40);
  }

  /// A fault that no Frenchman can read fails here, whichever module it comes from.
  @Test
  void everyFaultOfEveryModuleIsSaidInFrench() {
    Map<String, String> sentences = FaultSentences.ofAllModules();
    assertThat(sentences).hasSizeGreaterThan(300);
    List<String> english = new ArrayList<>();
    sentences.forEach((sentence, file) -> {
      if (french.say(sentence).equals(sentence)) {
        english.add(file + ": " + sentence);
      }
    });
    assertThat(english).isEmpty();
  }

  private static Set<String> places(String text) {
    return new TreeSet<>(PLACE.matcher(text).results().map(r -> r.group()).toList());
  }

  private static List<String> catalogue() {
    try (InputStream in =
        Objects.requireNonNull(FaultWords.class.getResourceAsStream("Faults_fr.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All of the product's sources, with what is joined by `+` over lines in one piece.
  private static String sources() {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> walk = Files.walk(Fixtures.root())) {
      for (Path file : walk.filter(f -> f.toString().endsWith(".java")).toList()) {
        if (file.toString().contains("/src/main/")) {
          all.append(Files.readString(file));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toString().replaceAll("\"\\s*\\+\\s*\"", "").replace("\\\"", "\"");
  }
}
