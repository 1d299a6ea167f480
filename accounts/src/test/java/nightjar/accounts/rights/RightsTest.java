package nightjar.accounts.rights;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;
import nightjar.accounts.rights.Decision.Reason;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RightsTest {
  private static final ZoneId ZONE = ZoneId.of("America/Montreal");
  private static final Instant NOON = Instant.parse("2026-11-23T17:00:00Z"); // a Monday, noon there
  private static final List<Act> ACTS = List.of(Act.values());
  private static final List<String> CAMERAS = List.of("door", "shop", "lane");

  private static Subject subject(Role role, Grant... grants) {
    return new Subject("u_1", "guard", role, List.of(grants), null, null, "", ZONE);
  }

  private static Grant bounded(
      @Nullable Instant from,
      @Nullable Instant until,
      List<WeeklyHours> hours,
      @Nullable Duration lookBack,
      String purpose) {
    return new Grant(
        Set.of("door"), Set.of(Act.LIVE, Act.PLAYBACK), from, until, hours, lookBack, purpose);
  }

  private static Reason refused(Subject who, Act act, String camera, Instant now) {
    Decision decision = Rights.may(who, act, camera, now);
    assertThat(decision).isInstanceOf(Decision.Refused.class);
    return ((Decision.Refused) decision).reason();
  }

  @Test
  void aViewerIsNeverGivenMoreThanLiveAndPlayback() {
    Subject viewer = subject(Role.VIEWER, Grant.everywhere(EnumSet.allOf(Act.class)));
    assertThat(Rights.may(viewer, Act.LIVE, "door", NOON).allowed()).isTrue();
    assertThat(refused(viewer, Act.EXPORT, "door", NOON)).isEqualTo(Reason.ROLE);
    assertThat(refused(viewer, Act.SETTINGS, "door", NOON)).isEqualTo(Reason.ROLE);
  }

  @Test
  void aGrantEndsAtTheInstantSaid() {
    Subject guard = subject(Role.VIEWER, bounded(null, NOON, List.of(), null, ""));
    assertThat(Rights.may(guard, Act.LIVE, "door", NOON.minusNanos(1)))
        .isEqualTo(new Decision.Allowed(Instant.MIN, NOON));
    assertThat(refused(guard, Act.LIVE, "door", NOON)).isEqualTo(Reason.ENDED);
  }

  @Test
  void hoursAreOfTheSitesClockAndTellWhenToAskAgain() {
    var day = new WeeklyHours(DayOfWeek.MONDAY, LocalTime.of(8, 0), LocalTime.of(18, 0));
    Subject guard = subject(Role.VIEWER, bounded(null, null, List.of(day), null, ""));
    assertThat(Rights.may(guard, Act.LIVE, "door", NOON))
        .isEqualTo(new Decision.Allowed(Instant.MIN, Instant.parse("2026-11-23T23:00:00Z")));
    assertThat(refused(guard, Act.LIVE, "door", NOON.plus(Duration.ofHours(6))))
        .isEqualTo(Reason.NOT_NOW);
    assertThat(refused(guard, Act.LIVE, "door", NOON.plus(Duration.ofDays(1))))
        .isEqualTo(Reason.NOT_NOW);
  }

  @Test
  void aNightPassesMidnight() {
    var night = new WeeklyHours(DayOfWeek.SUNDAY, LocalTime.of(22, 0), LocalTime.of(6, 0));
    Subject guard = subject(Role.VIEWER, bounded(null, null, List.of(night), null, ""));
    Instant three = Instant.parse("2026-11-23T08:00:00Z");
    assertThat(Rights.may(guard, Act.LIVE, "door", three))
        .isEqualTo(new Decision.Allowed(Instant.MIN, Instant.parse("2026-11-23T11:00:00Z")));
    assertThat(Rights.may(guard, Act.LIVE, "door", three.minus(Duration.ofHours(4))).allowed())
        .as("23:00")
        .isTrue();
    assertThat(Rights.may(guard, Act.LIVE, "door", three.minus(Duration.ofHours(24))).allowed())
        .as("3:00 of Sunday")
        .isFalse();
  }

  @Test
  void aPurposeMustBeDeclared() {
    Grant grant = bounded(null, null, List.of(), null, "night shift");
    Subject silent = subject(Role.VIEWER, grant);
    assertThat(refused(silent, Act.LIVE, "door", NOON)).isEqualTo(Reason.PURPOSE_NEEDED);
    var said =
        new Subject("u_1", "guard", Role.VIEWER, List.of(grant), null, null, "night shift", ZONE);
    assertThat(Rights.may(said, Act.LIVE, "door", NOON).allowed()).isTrue();
  }

  @Test
  void theWidestOfSeveralViewsOfThePastCounts() {
    Subject guard =
        subject(
            Role.VIEWER,
            bounded(null, null, List.of(), Duration.ofHours(1), ""),
            bounded(null, null, List.of(), Duration.ofHours(24), ""));
    assertThat(Rights.may(guard, Act.PLAYBACK, "door", NOON))
        .isEqualTo(new Decision.Allowed(NOON.minus(Duration.ofHours(24)), Instant.MAX));
  }

  @Test
  void everyStretchOfAWeekAgreesWithItsEndAlsoWhereTheClocksChange() {
    for (LocalDate day : List.of(LocalDate.of(2026, 3, 8), LocalDate.of(2026, 11, 1))) {
      for (int from = 0; from < 24; from++) {
        var hours =
            new WeeklyHours(
                day.getDayOfWeek(), LocalTime.of(from, 30), LocalTime.of((from * 7) % 24, 0));
        Instant start = day.minusDays(1).atStartOfDay(ZONE).toInstant();
        for (int minute = 0; minute < 4 * 24 * 60; minute += 10) {
          Instant at = start.plus(Duration.ofMinutes(minute));
          if (hours.contains(at, ZONE)) {
            assertThat(hours.end(at, ZONE)).as("%s at %s", hours, at).isAfter(at);
          }
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void theDecisionHoldsItsLawsForRandomPeople(Role role) {
    long seed = 20_261_122L + role.name().hashCode();
    var random = new Random(seed);
    for (int round = 0; round < 4_000; round++) {
      Subject who = randomSubject(role, random);
      Act act = ACTS.get(random.nextInt(ACTS.size()));
      String camera = CAMERAS.get(random.nextInt(CAMERAS.size()));
      Instant now = NOON.plusSeconds(random.nextLong(-864_000, 864_000));
      String what = "seed " + seed + " round " + round + ": " + who + " " + act + " " + camera;
      Decision decision = Rights.may(who, act, camera, now);
      assertThat(Rights.may(who, act, camera, now)).as("pure: %s", what).isEqualTo(decision);
      if (decision instanceof Decision.Allowed(Instant oldest, Instant until)) {
        assertThat(until).as(what).isAfter(now);
        assertThat(oldest).as(what).isBeforeOrEqualTo(now);
        assertThat(role.ceiling()).as(what).contains(act);
        assertThat(who.until() == null || now.isBefore(who.until())).as(what).isTrue();
        assertThat(who.scope() == null || who.scope().acts().contains(act)).as(what).isTrue();
        assertThat(
                until.equals(Instant.MAX)
                    || Rights.may(who, act, camera, until.minusNanos(1)).allowed())
            .as("holds until it says so: %s", what)
            .isTrue();
        Subject less =
            new Subject(
                who.id(),
                who.name(),
                role,
                List.of(),
                who.until(),
                who.scope(),
                who.purpose(),
                ZONE);
        assertThat(Rights.may(less, act, camera, now).allowed())
            .as("no grant, no right, but for administrators: %s", what)
            .isEqualTo(role == Role.ADMINISTRATOR);
      } else {
        Grant any = Grant.everywhere(Set.of(Act.values()));
        List<Grant> more = new ArrayList<>(who.grants());
        more.add(any);
        Subject wider =
            new Subject(
                who.id(), who.name(), role, more, who.until(), who.scope(), who.purpose(), ZONE);
        Decision then = Rights.may(wider, act, camera, now);
        boolean barred =
            (who.until() != null && !now.isBefore(who.until()))
                || (who.scope() != null && !who.scope().includes(act, camera))
                || !role.ceiling().contains(act);
        assertThat(then.allowed())
            .as("a grant adds, within the bounds: %s", what)
            .isEqualTo(!barred);
      }
    }
  }

  private static Subject randomSubject(Role role, RandomGenerator random) {
    List<Grant> grants = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      grants.add(randomGrant(random));
    }
    Scope scope =
        new Scope(
            randomActs(random), random.nextBoolean() ? null : randomCameras(random), Set.of());
    return new Subject(
        "u_1",
        "somebody",
        role,
        grants,
        random.nextInt(4) == 0 ? NOON.plusSeconds(random.nextLong(-864_000, 864_000)) : null,
        random.nextInt(3) == 0 ? scope : null,
        random.nextBoolean() ? "" : "night shift",
        ZONE);
  }

  private static Grant randomGrant(RandomGenerator random) {
    List<WeeklyHours> hours = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      hours.add(
          new WeeklyHours(
              DayOfWeek.of(1 + random.nextInt(7)),
              LocalTime.of(random.nextInt(24), random.nextInt(60)),
              LocalTime.of(random.nextInt(24), random.nextInt(60))));
    }
    return new Grant(
        random.nextBoolean() ? null : randomCameras(random),
        randomActs(random),
        random.nextInt(3) == 0 ? NOON.plusSeconds(random.nextLong(-864_000, 864_000)) : null,
        random.nextInt(3) == 0 ? NOON.plusSeconds(random.nextLong(-864_000, 864_000)) : null,
        hours,
        random.nextBoolean() ? null : Duration.ofMinutes(random.nextInt(10_000)),
        random.nextInt(3) == 0 ? "night shift" : "");
  }

  private static Set<Act> randomActs(RandomGenerator random) {
    Set<Act> acts = EnumSet.noneOf(Act.class);
    for (Act act : Act.values()) {
      if (random.nextBoolean()) {
        acts.add(act);
      }
    }
    return acts;
  }

  private static Set<String> randomCameras(RandomGenerator random) {
    return Set.copyOf(CAMERAS.subList(0, 1 + random.nextInt(CAMERAS.size())));
  }
}
