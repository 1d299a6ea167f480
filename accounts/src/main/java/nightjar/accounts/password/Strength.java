package nightjar.accounts.password;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.matchers.Match;
import java.lang.ref.SoftReference;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import nightjar.accounts.password.Judgement.Hint;
import org.jspecify.annotations.Nullable;

/// How long a guessing program would take, by zxcvbn (Wheeler, USENIX Security 2016).
///
/// The estimator's dictionaries take memory that is wanted only while somebody chooses a password: they are held softly.
/// Safe for any thread because the estimator is made before it is shared and has no state of its own.
public final class Strength {
  /// The estimator's time grows with the square of the length; what comes after this many characters only makes a password better.
  private static final int LOOKED_AT = 64;

  private volatile SoftReference<@Nullable Zxcvbn> held = new SoftReference<>(null);

  record Estimate(int score, Set<Hint> hints) {}

  Estimate of(String text, List<String> personal) {
    String start = text.substring(0, Math.min(text.length(), LOOKED_AT));
    var measured = estimator().measure(start, personal);
    Set<Hint> hints = EnumSet.noneOf(Hint.class);
    for (Match match : measured.getSequence()) {
      switch (match.pattern) {
        case Dictionary -> hints.add(word(match.dictionaryName));
        case Spatial -> hints.add(Hint.KEYBOARD);
        case Repeat -> hints.add(Hint.REPEAT);
        case Sequence -> hints.add(Hint.SEQUENCE);
        case Date, Regex -> hints.add(Hint.DATE);
        case Bruteforce -> {}
      }
    }
    return new Estimate(measured.getScore(), hints);
  }

  private static Hint word(String dictionary) {
    return switch (dictionary) {
      case "passwords" -> Hint.COMMON_PASSWORD;
      case "male_names", "female_names", "surnames", "user_inputs" -> Hint.NAME;
      default -> Hint.WORD;
    };
  }

  private Zxcvbn estimator() {
    @Nullable Zxcvbn known = held.get();
    if (known == null) {
      known = new Zxcvbn();
      held = new SoftReference<>(known);
    }
    return known;
  }
}
