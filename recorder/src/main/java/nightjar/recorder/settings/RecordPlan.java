package nightjar.recorder.settings;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;

/// When a camera is recorded. What is not recorded by plan is no gap.
///
/// @param hours for [Mode#SCHEDULE]: recorded within any of them
public record RecordPlan(Mode mode, List<Hours> hours) {
  public static final RecordPlan ALWAYS = new RecordPlan(Mode.ALWAYS, List.of());
  private static final int MOST_HOURS = 50;

  public enum Mode {
    ALWAYS,
    NEVER,
    SCHEDULE
  }

  public enum Day {
    MON,
    TUE,
    WED,
    THU,
    FRI,
    SAT,
    SUN
  }

  /// A stretch of some days by the site's clock; one that ends no later than it begins goes on into the next day.
  ///
  /// @param from `HH:mm`
  public record Hours(List<Day> days, String from, String to) {
    public Hours {
      days = List.copyOf(days);
      LocalTime.parse(from);
      LocalTime.parse(to);
    }

    boolean contains(ZonedDateTime at) {
      LocalTime begin = LocalTime.parse(from);
      LocalTime end = LocalTime.parse(to);
      LocalTime time = at.toLocalTime();
      boolean overnight = !end.isAfter(begin);
      boolean today = days.contains(day(at)) && !time.isBefore(begin);
      boolean yesterday = overnight && days.contains(day(at.minusDays(1))) && time.isBefore(end);
      return yesterday || (today && (overnight || time.isBefore(end)));
    }

    private static Day day(ZonedDateTime at) {
      return Day.valueOf(at.getDayOfWeek().name().substring(0, 3).toUpperCase(Locale.ROOT));
    }
  }

  public RecordPlan {
    hours = List.copyOf(hours);
    if (hours.size() > MOST_HOURS) {
      throw new IllegalArgumentException(hours.size() + " stretches");
    }
  }

  public boolean records(Instant now, ZoneId zone) {
    return switch (mode) {
      case ALWAYS -> true;
      case NEVER -> false;
      case SCHEDULE -> {
        ZonedDateTime at = now.atZone(zone);
        yield hours.stream().anyMatch(each -> each.contains(at));
      }
    };
  }
}
