package nightjar.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.base.time.DurationText;
import nightjar.store.recording.Interval;

/// How people write durations and times on a command line.
final class Arguments {
  private Arguments() {}

  /// `90`, `90s`, `5m`, `1h`, `2d`, `500ms`; a bare number is seconds.
  static Duration duration(String text) {
    return DurationText.parse(text)
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID, "not a duration: " + text, "Write it like 30s, 5m, 1h or 2d."));
  }

  /// An instant (`2026-11-22T09:00:00Z`, with any offset), a local date and time (`2026-11-22T10:00`, or with a space), a local
  /// time of today (`10:00`), how long ago (`-10m`), or `now`.
  static Instant instant(String text, Instant now, ZoneId zone) {
    String s = text.strip().replace(' ', 'T');
    try {
      if (s.equals("now")) {
        return now;
      }
      if (s.startsWith("-")) {
        return now.minus(duration(s.substring(1)));
      }
      if (s.matches("\\d{1,2}:\\d{2}(:\\d{2}(\\.\\d+)?)?")) {
        String padded = s.indexOf(':') == 1 ? "0" + s : s;
        return LocalDateTime.parse(LocalDate.ofInstant(now, zone) + "T" + padded)
            .atZone(zone)
            .toInstant();
      }
      if (s.matches("\\d{4}-\\d{2}-\\d{2}")) {
        return LocalDate.parse(s).atStartOfDay(zone).toInstant();
      }
      if (s.matches(".*T.*([zZ]|[+-]\\d{2}(:?\\d{2})?)")) {
        return OffsetDateTime.parse(s.toUpperCase(java.util.Locale.ROOT)).toInstant();
      }
      return LocalDateTime.parse(s).atZone(zone).toInstant();
    } catch (DateTimeException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "not a time: " + text,
          "Write it like 2026-11-22T10:00, 2026-11-22T09:00:00Z, 10:00 (today), -10m (ten minutes"
              + " ago) or now.",
          e);
    }
  }

  /// From one time to a later one; each as [#instant] reads it, in the machine's zone.
  static Interval interval(String from, String to, Clock clock) {
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    ZoneId zone = ZoneId.systemDefault();
    long start = micros(instant(from, now, zone));
    long end = micros(instant(to, now, zone));
    if (end <= start) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "--to " + to + " is not after --from " + from,
          "Give the earlier time first.");
    }
    return new Interval(start, end);
  }

  private static long micros(Instant instant) {
    return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
  }
}
