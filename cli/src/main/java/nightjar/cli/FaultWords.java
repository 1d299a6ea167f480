package nightjar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What faults say, in the person's language: a catalogue keyed by the English sentence, with `{0}` for each part that varies.
/// A sentence it does not know stays English, which is better than none.
///
/// Safe for any thread because it never changes.
final class FaultWords {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)}");

  /// A fault within a fault within a fault is as deep as they go.
  private static final int MOST_NESTED = 3;

  /// A sentence.
  ///
  /// @param letters of the English one that are always the same: the more, the surer it is meant
  private record Sentence(Pattern english, String other, int letters) {}

  private final List<Sentence> sentences;

  private FaultWords(List<Sentence> sentences) {
    this.sentences = sentences;
  }

  /// Those of a language; none for English and for languages that nobody has translated to.
  static FaultWords of(Locale locale) {
    List<Sentence> sentences = new ArrayList<>();
    String name = "Faults_" + locale.getLanguage() + ".txt";
    try (InputStream in = FaultWords.class.getResourceAsStream(name)) {
      List<String> lines =
          in == null
              ? List.of()
              : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      for (int i = 0; i + 1 < lines.size(); i += 2) {
        sentences.add(sentence(lines.get(i), lines.get(i + 1).strip()));
      }
    } catch (IOException e) {
      throw new IllegalStateException(name, e);
    }
    sentences.sort(Comparator.comparingInt(Sentence::letters).reversed());
    return new FaultWords(sentences);
  }

  private static Sentence sentence(String english, String other) {
    StringBuilder pattern = new StringBuilder();
    int from = 0;
    Matcher place = PLACE.matcher(english);
    while (place.find()) {
      pattern.append(Pattern.quote(english.substring(from, place.start()))).append("(.+?)");
      from = place.end();
    }
    pattern.append(Pattern.quote(english.substring(from)));
    int letters = PLACE.matcher(english).replaceAll("").length();
    return new Sentence(Pattern.compile(pattern.toString(), Pattern.DOTALL), other, letters);
  }

  String say(@Nullable String english) {
    return say(String.valueOf(english), 0);
  }

  private String say(String english, int nested) {
    for (Sentence sentence : sentences) {
      Matcher matcher = sentence.english.matcher(english);
      if (matcher.matches()) {
        return PLACE
            .matcher(sentence.other)
            .replaceAll(place -> {
              String part = matcher.group(Integer.parseInt(place.group(1)) + 1);
              String said = nested < MOST_NESTED ? say(part, nested + 1) : part;
              return Matcher.quoteReplacement(said);
            });
      }
    }
    return english;
  }
}
