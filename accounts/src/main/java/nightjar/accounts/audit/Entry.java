package nightjar.accounts.audit;

import java.util.Arrays;
import java.util.Optional;

/// Something somebody did, or tried to.
///
/// @param who the name shown, as it was then
/// @param whoId the person's id, or "console", "system", "" for nobody known
/// @param act what, from a closed list of dotted words ("session.open", "footage.export")
/// @param object to what: a camera, a person's id, a file
/// @param origin from where: an address
/// @param detail one line of facts; never a secret
public record Entry(
    String who,
    String whoId,
    String act,
    String object,
    String origin,
    Outcome outcome,
    String detail) {
  /// Longer texts are cut: what strangers type must not fill the disk.
  static final int LONGEST = 300;

  public enum Outcome {
    DONE,
    REFUSED,
    FAILED;

    static Optional<Outcome> of(String name) {
      return Arrays.stream(values()).filter(outcome -> outcome.name().equals(name)).findAny();
    }
  }

  public Entry {
    who = clean(who);
    whoId = clean(whoId);
    act = clean(act);
    object = clean(object);
    origin = clean(origin);
    detail = clean(detail);
  }

  /// Without control characters and halves of surrogate pairs: an entry is one line, and its UTF-8 reads back the same.
  private static String clean(String text) {
    var kept = new StringBuilder(Math.min(text.length(), LONGEST));
    text.codePoints()
        .limit(LONGEST)
        .map(
            c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }
}
