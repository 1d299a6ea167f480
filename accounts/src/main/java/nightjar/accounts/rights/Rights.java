package nightjar.accounts.rights;

import java.time.Instant;
import nightjar.accounts.rights.Decision.Reason;
import org.jspecify.annotations.Nullable;

/// The decision itself: pure functions of what they are given.
public final class Rights {
  private Rights() {}

  /// May `who` do `act` to `camera` at `now`? Grants add up: one that holds is enough, and the widest view of the past counts.
  public static Decision may(Subject who, Act act, String camera, Instant now) {
    if (who.until() != null && !now.isBefore(who.until())) {
      return new Decision.Refused(Reason.ENDED);
    }
    if (who.scope() != null && !who.scope().includes(act, camera)) {
      return new Decision.Refused(Reason.SCOPE);
    }
    Instant end = who.until() == null ? Instant.MAX : who.until();
    if (who.role() == Role.ADMINISTRATOR) {
      return new Decision.Allowed(Instant.MIN, end);
    }
    return byGrants(who, act, camera, now, end);
  }

  public static boolean may(Subject who, SiteAct act, Instant now) {
    return (who.until() == null || now.isBefore(who.until()))
        && (who.scope() == null || who.scope().siteActs().contains(act))
        && who.role().siteActs().contains(act);
  }

  private static Decision byGrants(
      Subject who, Act act, String camera, Instant now, Instant accountEnd) {
    @Nullable Instant oldest = null;
    Instant end = accountEnd;
    Reason nearest = Reason.NOT_GRANTED;
    for (Grant grant : who.grants()) {
      if (!grant.about(act, camera)) {
        continue;
      }
      @Nullable Reason against = against(grant, who, act, now);
      if (against == null) {
        Instant reach = grant.oldest(now);
        oldest = oldest == null || reach.isBefore(oldest) ? reach : oldest;
        Instant next = grant.next(now, who.zone());
        end = next.isBefore(end) ? next : end;
      } else if (against.compareTo(nearest) > 0) {
        nearest = against;
      }
    }
    return oldest == null ? new Decision.Refused(nearest) : new Decision.Allowed(oldest, end);
  }

  /// Why `grant` does not hold; null when it does. The reasons' order is from far to near: the nearest is told.
  private static @Nullable Reason against(Grant grant, Subject who, Act act, Instant now) {
    if (!who.role().ceiling().contains(act)) {
      return Reason.ROLE;
    }
    if (grant.over(now)) {
      return Reason.ENDED;
    }
    if (!grant.begun(now) || !grant.within(now, who.zone())) {
      return Reason.NOT_NOW;
    }
    return grant.purpose().isEmpty() || grant.purpose().equals(who.purpose())
        ? null
        : Reason.PURPOSE_NEEDED;
  }
}
