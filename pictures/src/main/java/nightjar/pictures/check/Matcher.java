package nightjar.pictures.check;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import nightjar.recovery.identity.SerialNumber;

/// Compares a name as it was read with the one expected. Spaces, hyphens and case do not count: labels group names as they like.
/// Look-alikes are named, never put right.
final class Matcher {
  private static final List<Set<Character>> LOOK_ALIKES =
      List.of(
          Set.of('0', 'O', 'Q', 'D'),
          Set.of('1', 'I', 'L', 'T', '|', '!'),
          Set.of('2', 'Z'),
          Set.of('5', 'S'),
          Set.of('6', 'G'),
          Set.of('8', 'B'),
          Set.of('4', 'A'),
          Set.of('7', 'T'),
          Set.of('U', 'V'),
          Set.of('9', 'G'),
          Set.of('3', '8'),
          Set.of('6', '8'),
          Set.of('8', '0'));

  /// More than this many look-alikes in one name are chance no longer.
  private static final int MOST = 3;

  private Matcher() {}

  static Match of(String expected, Optional<String> read) {
    return read.map(text -> of(expected, text)).orElseGet(Match.Unread::new);
  }

  private static Match of(String expected, String read) {
    String want = bare(expected);
    String have = asWritten(expected, bare(read));
    if (have.isEmpty() || want.isEmpty()) {
      return new Match.Unread();
    }
    if (want.equals(have)) {
      return new Match.Equal(read);
    }
    if (want.length() != have.length()) {
      return new Match.Different(read);
    }
    List<String> confused = new ArrayList<>();
    for (int i = 0; i < want.length(); i++) {
      char w = want.charAt(i);
      char h = have.charAt(i);
      if (w != h) {
        if (LOOK_ALIKES.stream().noneMatch(alike -> alike.contains(w) && alike.contains(h))) {
          return new Match.Different(read);
        }
        confused.add(w + "/" + h);
      }
    }
    return confused.size() > MOST
        ? new Match.Different(read)
        : new Match.Near(read, confused.stream().distinct().toList());
  }

  /// Device IDs and our serial numbers are written without the letters O, I and L: who sees one saw a digit. That is their rule
  /// for reading (Crockford's), not a guess. Other makers' names have no such rule, and there O for 0 is named.
  private static String asWritten(String expected, String have) {
    int prefix =
        expected.startsWith("DEV-")
            ? 3
            : SerialNumber.parse(expected).isPresent() ? 2 : have.length();
    if (have.length() <= prefix) {
      return have;
    }
    return have.substring(0, prefix)
        + have.substring(prefix)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1')
            .replace('|', '1');
  }

  private static String bare(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC)
        .toUpperCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}|!]", "");
  }
}
