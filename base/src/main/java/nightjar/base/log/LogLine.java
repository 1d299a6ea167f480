package nightjar.base.log;

import java.util.Locale;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.json.Json;

/// One event as it is kept.
///
/// @param seq counts the lines of one log; a number left out is a line that the disk did not take
/// @param at microseconds since 1970, as the machine believed
public record LogLine(
    long seq, long at, Event.Level level, String event, String subject, String detail) {
  /// What a reader takes; a writer's lines are well below it.
  static final int LONGEST = 16_384;

  private static final int LONGEST_SUBJECT = 300;
  private static final int LONGEST_DETAIL = 2_000;
  private static final Json JSON = new Json();

  static LogLine of(long seq, long at, Event event, String subject, String detail) {
    return new LogLine(
        seq,
        at,
        event.level(),
        event.name(),
        cut(subject, LONGEST_SUBJECT),
        cut(detail, LONGEST_DETAIL));
  }

  /// Empty for what is no line of ours, such as one that a power cut tore.
  static Optional<LogLine> parse(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      LogLine line = JSON.read(text, LogLine.class, "a log line");
      return line.isWhole() ? Optional.of(line) : Optional.empty();
    } catch (Fault torn) {
      return Optional.empty();
    }
  }

  /// JSON may leave out or null what the record's types promise.
  @SuppressWarnings("ConstantValue")
  private boolean isWhole() {
    return seq > 0 && level != null && event != null && subject != null && detail != null;
  }

  String json() {
    return JSON.writeLine(this);
  }

  /// What is asked of a log.
  ///
  /// @param least this level and those above it
  /// @param subject a camera or a disk; its streams count too
  public record Wanted(
      Event.Level least,
      Optional<String> subject,
      Optional<String> text,
      long sinceMicros,
      long untilMicros) {
    public static final Wanted ALL =
        new Wanted(
            Event.Level.INFO, Optional.empty(), Optional.empty(), Long.MIN_VALUE, Long.MAX_VALUE);

    public boolean fits(LogLine line) {
      return line.level.compareTo(least) >= 0
          && line.at >= sinceMicros
          && line.at < untilMicros
          && subject
              .map(s -> line.subject.equals(s) || line.subject.startsWith(s + "/"))
              .orElse(true)
          && text.map(t ->
                  (line.event + " " + line.subject + " " + line.detail)
                      .toLowerCase(Locale.ROOT)
                      .contains(t.toLowerCase(Locale.ROOT)))
              .orElse(true);
    }
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
