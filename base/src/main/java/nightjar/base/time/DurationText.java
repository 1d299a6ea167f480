package nightjar.base.time;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `500ms`, `90s`, `5m`, `2h30m`, `30d`; a bare number is seconds. A century is the longest, so that
/// nanoseconds of it fit a `long`.
public final class DurationText {
  private static final Duration LONGEST = Duration.ofDays(36_525);
  private static final Pattern PART = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)\\s*");

  private DurationText() {}

  /// Empty when `text` is no duration.
  public static Optional<Duration> parse(String text) {
    String stripped = text.strip();
    String written = stripped.matches("\\d+") ? stripped + "s" : stripped;
    Matcher part = PART.matcher(written);
    Duration sum = Duration.ZERO;
    int read = 0;
    while (read < written.length() && part.region(read, written.length()).lookingAt()) {
      sum = sum.plus(length(Long.parseLong(part.group(1)), part.group(2)));
      read = part.end();
    }
    return read > 0 && read == written.length() && sum.compareTo(LONGEST) <= 0
        ? Optional.of(sum)
        : Optional.empty();
  }

  private static Duration length(long count, String unit) {
    return switch (unit) {
      case "ms" -> Duration.ofMillis(count);
      case "m" -> Duration.ofMinutes(count);
      case "h" -> Duration.ofHours(count);
      case "d" -> Duration.ofDays(count);
      default -> Duration.ofSeconds(count);
    };
  }
}
