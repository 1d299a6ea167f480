package nightjar.recovery.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nightjar.base.Bytes;
import nightjar.recovery.device.FakeRecoveryStore.Cut;
import nightjar.recovery.device.FakeRecoveryStore.PowerCut;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.RequestCode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A hundred thousand random steps, legal and illegal: starts, codes of every kind and age, clocks set forth and back,
/// reboots, power cuts on either side of every write, stale sessions. Beside it a ledger of what the vendor gave out, which
/// knows nothing of how the device works.
class RecoveryScheduleTest {
  private static final int STEPS = 2_000;

  /// What the vendor gave out.
  private record Issued(World world, String requestCode, LocalDate day, Purpose purpose) {}

  @Test
  void noCodeIsEverTakenTwiceElsewhereOrLate() {
    run(0, 6);
  }

  @Test
  @Tag("slow")
  void noCodeIsEverTakenTwiceElsewhereOrLateInAHundredThousandSteps() {
    run(1_000, 50);
  }

  /// What happened in between is counted, so that a schedule which never gets anywhere does not pass.
  private static void run(long firstSeed, int seeds) {
    var sum = new Tally();
    for (long seed = firstSeed; seed < firstSeed + seeds; seed++) {
      new Schedule(seed, sum).run();
    }
    assertThat(sum.steps).isEqualTo(seeds * STEPS);
    assertThat(sum.resets).as("resets that succeeded").isGreaterThan(seeds * 10);
    assertThat(sum.wrong).as("wrong tries").isGreaterThan(seeds * 20);
    assertThat(sum.cuts).as("power cuts").isGreaterThan(seeds * 20);
    assertThat(sum.dead).as("challenges that died of wrong tries").isGreaterThan(seeds);
    assertThat(sum.otherDay).as("right codes on a wrong day").isGreaterThan(seeds * 2);
    System.out.println(sum);
  }

  private static final class Tally {
    int steps;
    int resets;
    int wrong;
    int cuts;
    int dead;
    int otherDay;

    @Override
    public String toString() {
      return "%d steps: %d resets, %d wrong tries, %d dead challenges, %d codes for other days, %d power cuts"
          .formatted(steps, resets, wrong, dead, otherDay, cuts);
    }
  }

  private static final class Schedule {
    private final long seed;
    private final Tally sum;
    private final Random random;
    private final List<World> worlds;
    private final Map<String, Issued> issued = new HashMap<>();
    private final List<String> codes = new ArrayList<>();
    private final List<ChallengeView> seen = new ArrayList<>();
    private final Map<String, Integer> tries = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Map<World, Redeemed.Accepted> sessions = new HashMap<>();
    private final Map<World, String> sessionRequest = new HashMap<>();
    private final Map<World, Integer> changes = new HashMap<>();

    Schedule(long seed, Tally sum) {
      this.seed = seed;
      this.sum = sum;
      random = new Random(seed);
      worlds = List.of(new World("DEV-AAAA", seed), new World("DEV-BBBB", seed));
    }

    void run() {
      for (int i = 0; i < STEPS; i++) {
        World world = worlds.get(random.nextInt(10) == 0 ? 1 : 0);
        if (random.nextInt(12) == 0) {
          Cut cut = random.nextBoolean() ? Cut.BEFORE_WRITE : Cut.AFTER_WRITE;
          if (random.nextInt(3) == 0) {
            world.administrators.cutNext(cut);
          } else {
            world.store.cutNext(cut);
          }
        }
        try {
          step(world);
        } catch (PowerCut e) {
          sum.cuts++;
          reboot(world);
        }
        sum.steps++;
        // A reset that was cut off after the accounts' transaction is done all the same: its code
        // is spent.
        if (world.administrators.changes() > changes.getOrDefault(world, 0)) {
          changes.put(world, world.administrators.changes());
          assertThat(used.add(sessionRequest.getOrDefault(world, "none")))
              .as("seed " + seed + ": two resets by one request")
              .isTrue();
          sum.resets++;
        }
      }
    }

    private void step(World world) {
      switch (random.nextInt(16)) {
        case 0 -> advance(world);
        case 1 -> stepClock(world);
        case 2 -> reboot(world);
        case 3 -> world.device.tick();
        case 4 -> cancel(world);
        case 5, 6, 7 -> start(world);
        case 8, 9, 10 -> typeFresh(world);
        case 11 -> typeOld(world);
        case 12 -> typeGarbage(world);
        default -> commit(world);
      }
    }

    private void advance(World world) {
      long minutes =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> random.nextInt(20);
            case 2 -> random.nextInt(36 * 60);
            default -> random.nextInt(4 * 24 * 60);
          };
      world.advance(Duration.ofMinutes(minutes));
      world.device.tick();
    }

    private void stepClock(World world) {
      world.clock.stepWall(Duration.ofMinutes(random.nextInt(-3 * 24 * 60, 3 * 24 * 60)));
    }

    private void reboot(World world) {
      sessions.remove(world);
      try {
        world.boot();
      } catch (PowerCut e) {
        sum.cuts++;
        world.boot();
      }
    }

    private void cancel(World world) {
      if (random.nextInt(6) == 0) {
        world.device.cancel("cancelled");
        sessions.remove(world);
      }
    }

    private void start(World world) {
      switch (world.device.start(Purpose.KEEP)) {
        case Started.Live(ChallengeView challenge) -> {
          assertThat(used)
              .as("seed " + seed + ": a used request is shown again")
              .doesNotContain(request(world, challenge.requestCode()));
          seen.add(challenge);
        }
        case Started.Wait(Duration duration) -> {
          assertThat(duration).isPositive();
          world.advance(duration);
          world.device.tick();
        }
        case Started.NoAuthority() -> throw new AssertionError();
      }
    }

    /// The vendor's answer to what this device shows, for some day and purpose.
    private void typeFresh(World world) {
      Optional<ChallengeView> live = world.device.challenge();
      live.ifPresent(challenge -> {
        long age = world.today().toEpochDay() - challenge.dateShown().toEpochDay();
        int k = random.nextInt(3) == 0 ? random.nextInt(8) : Math.clamp(age, 0, 7);
        Purpose purpose = Purpose.of(1 + random.nextInt(4)).orElseThrow();
        String code = world.code(challenge, k, purpose);
        issued.put(
            code,
            new Issued(world, challenge.requestCode(), challenge.dateShown().plusDays(k), purpose));
        codes.add(code);
        type(world, code);
      });
    }

    /// A code of some other time or device.
    private void typeOld(World world) {
      if (!codes.isEmpty()) {
        type(world, codes.get(random.nextInt(codes.size())));
      }
    }

    private void typeGarbage(World world) {
      int triesBefore = world.device.challenge().map(ChallengeView::triesLeft).orElse(0);
      switch (random.nextInt(3)) {
        case 0 -> type(world, randomCode());
        case 1 -> {
          world.device.redeem(randomCode().substring(1));
          assertThat(world.device.challenge().map(ChallengeView::triesLeft).orElse(0))
              .isEqualTo(triesBefore);
        }
        default -> {
          world.device.challenge().ifPresent(c -> world.device.redeem(c.requestCode()));
          assertThat(world.device.challenge().map(ChallengeView::triesLeft).orElse(0))
              .isEqualTo(triesBefore);
        }
      }
    }

    private void type(World world, String code) {
      Optional<ChallengeView> live = world.device.challenge();
      Redeemed answer = world.device.redeem(code);
      var nobodys = new Issued(world, "none", LocalDate.EPOCH, Purpose.KEEP);
      Issued fits = issued.getOrDefault(code, nobodys);
      boolean right =
          live.isPresent()
              && fits.world == world
              && fits.requestCode.equals(live.get().requestCode());
      boolean today = right && isDay(world, fits.day);
      switch (answer) {
        case Redeemed.Accepted session -> {
          count(world, live.orElseThrow());
          assertThat(right && today).as("seed " + seed + ": " + answer).isTrue();
          assertThat(session.purpose()).isEqualTo(fits.purpose);
          assertThat(used).doesNotContain(request(world, fits.requestCode));
          sessions.put(world, session);
          sessionRequest.put(world, request(world, fits.requestCode));
        }
        case Redeemed.Wrong(int left) -> {
          count(world, live.orElseThrow());
          assertThat(right).as("seed " + seed + ": the right code was refused").isFalse();
          sum.wrong++;
          sum.dead += left == 0 ? 1 : 0;
        }
        case Redeemed.OtherDay(LocalDate day, _) -> {
          count(world, live.orElseThrow());
          assertThat(right && !today).isTrue();
          assertThat(day).isEqualTo(fits.day);
          sum.otherDay++;
        }
        case Redeemed.NoKey(), Redeemed.Wait _ ->
            throw new AssertionError("of the printed key only: " + answer);
        case Redeemed.NoChallenge() -> assertThat(live).isEmpty();
        case Redeemed.InUse() -> assertThat(live.orElseThrow().redeemed()).isTrue();
        case Redeemed.IsRequestCode _, Redeemed.Mistyped _, Redeemed.Misshapen _ ->
            throw new AssertionError("seed " + seed + ": " + answer);
      }
    }

    private void count(World world, ChallengeView challenge) {
      int now = tries.merge(request(world, challenge.requestCode()), 1, Integer::sum);
      assertThat(now).as("seed " + seed + ": tries of one request").isLessThanOrEqualTo(5);
    }

    private void commit(World world) {
      Optional<Redeemed.Accepted> session = Optional.ofNullable(sessions.get(world));
      Bytes token = session.map(Redeemed.Accepted::session).orElse(Bytes.of(new byte[16]));
      String password = random.nextInt(6) == 0 ? "short" : World.NEW + random.nextInt();
      String before = world.administrators.password(World.NAME);
      if (session.isPresent()) {
        world.device.acceptLoss(token);
      }
      Committed done = world.device.commit(token, World.NAME, password.toCharArray());
      if (done instanceof Committed.Done(Purpose purpose, _)) {
        assertThat(session.map(Redeemed.Accepted::purpose)).as("seed " + seed).contains(purpose);
        if (purpose == Purpose.UNLOCK) {
          assertThat(used.add(sessionRequest.getOrDefault(world, "none"))).isTrue();
          assertThat(world.administrators.password(World.NAME)).isEqualTo(before);
        } else {
          assertThat(world.administrators.password(World.NAME)).isEqualTo(password);
        }
        sessions.remove(world);
      } else {
        assertThat(world.administrators.password(World.NAME)).isEqualTo(before);
      }
    }

    /// Both devices draw the same nonces, so that only the device itself tells their requests apart.
    private String request(World world, String code) {
      return worlds.indexOf(world) + " " + code;
    }

    private static boolean isDay(World world, LocalDate day) {
      LocalDateTime now =
          LocalDateTime.ofEpochSecond(world.clock.wallMicros() / 1_000_000, 0, ZoneOffset.UTC);
      return now.toLocalDate().equals(day)
          || (now.toLocalDate().equals(day.plusDays(1)) && now.getHour() < 6);
    }

    private String randomCode() {
      World stranger = worlds.get(1);
      int symbols = random.nextInt();
      return stranger.code(
          RequestCode.fresh(new Random(symbols)), stranger.today(), 0, Purpose.KEEP);
    }
  }
}
