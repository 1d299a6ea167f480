package nightjar.accounts.rights;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Acts on cameras, within bounds.
///
/// @param cameras null for all cameras, also those added later
/// @param from null when it holds already
/// @param until null when it has no end
/// @param hours empty when it holds all week
/// @param lookBack how much of the past may be seen; null for all of it
/// @param purpose what the session must have declared; empty when nothing
public record Grant(
    @Nullable Set<String> cameras,
    Set<Act> acts,
    @Nullable Instant from,
    @Nullable Instant until,
    List<WeeklyHours> hours,
    @Nullable Duration lookBack,
    String purpose) {
  /// Bounds on what is stored and looked through for every request.
  public static final int MOST_HOURS = 50;

  public static final int MOST_CAMERAS = 1_000;
  public static final int LONGEST_PURPOSE = 200;
  public static final Duration LONGEST_LOOK_BACK = Duration.ofDays(36_500);

  public Grant {
    cameras = cameras == null ? null : Set.copyOf(cameras);
    acts = Set.copyOf(acts);
    hours = List.copyOf(hours);
    if (hours.size() > MOST_HOURS
        || (cameras != null && cameras.size() > MOST_CAMERAS)
        || purpose.length() > LONGEST_PURPOSE
        || (lookBack != null
            && (lookBack.isNegative() || lookBack.compareTo(LONGEST_LOOK_BACK) > 0))) {
      throw new IllegalArgumentException("a grant beyond its bounds");
    }
  }

  /// These acts on all cameras, without bounds.
  public static Grant everywhere(Set<Act> acts) {
    return new Grant(null, acts, null, null, List.of(), null, "");
  }

  public static Grant on(Set<String> cameras, Set<Act> acts) {
    return new Grant(cameras, acts, null, null, List.of(), null, "");
  }

  boolean about(Act act, String camera) {
    return acts.contains(act) && (cameras == null || cameras.contains(camera));
  }

  boolean begun(Instant now) {
    return from == null || !now.isBefore(from);
  }

  boolean over(Instant now) {
    return until != null && !now.isBefore(until);
  }

  boolean within(Instant now, ZoneId zone) {
    return hours.isEmpty() || hours.stream().anyMatch(h -> h.contains(now, zone));
  }

  Instant oldest(Instant now) {
    return lookBack == null ? Instant.MIN : now.minus(lookBack);
  }

  /// When this grant may stop holding; [Instant#MAX] for never.
  Instant next(Instant now, ZoneId zone) {
    Instant end = until == null ? Instant.MAX : until;
    for (WeeklyHours stretch : hours) {
      if (stretch.contains(now, zone)) {
        Instant close = stretch.end(now, zone);
        end = close.isBefore(end) ? close : end;
      }
    }
    return end;
  }
}
