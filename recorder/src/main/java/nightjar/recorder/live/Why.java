package nightjar.recorder.live;

import java.util.Locale;
import nightjar.cameras.session.Trouble;

/// Why something is not so, for people: a word for programs, what happened, what to do.
public record Why(String kind, String message, String advice) {
  public static Why of(Trouble trouble) {
    return new Why(
        trouble.kind().name().toLowerCase(Locale.ROOT), trouble.message(), trouble.advice());
  }
}
