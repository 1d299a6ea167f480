package nightjar.accounts.rights;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/// A stretch of every week by the site's clock, from `from` on `day` until before `to`; a `to` that is not later than `from` is on
/// the next day, so 22:00 to 06:00 is a night and 00:00 to 00:00 a whole day.
public record WeeklyHours(DayOfWeek day, LocalTime from, LocalTime to) {
  public boolean contains(Instant instant, ZoneId zone) {
    ZonedDateTime local = instant.atZone(zone);
    LocalTime time = local.toLocalTime();
    DayOfWeek today = local.getDayOfWeek();
    boolean overnight = !to.isAfter(from);
    if (today == day && !time.isBefore(from)) {
      return overnight || time.isBefore(to);
    }
    return overnight && today == day.plus(1) && time.isBefore(to);
  }

  /// When the stretch that contains `instant` ends.
  Instant end(Instant instant, ZoneId zone) {
    ZonedDateTime local = instant.atZone(zone);
    boolean endsTomorrow =
        !to.isAfter(from) && local.getDayOfWeek() == day && !local.toLocalTime().isBefore(from);
    Instant end =
        local.toLocalDate().plusDays(endsTomorrow ? 1 : 0).atTime(to).atZone(zone).toInstant();
    // When clocks are set back over `to`, the wall shows it twice: the first showing is already
    // past in the second hour.
    return end.isAfter(instant) ? end : instant.plusSeconds(60);
  }
}
