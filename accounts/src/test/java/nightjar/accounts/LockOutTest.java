package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import nightjar.accounts.audit.Verdict;
import nightjar.accounts.db.SqliteDatabase;
import nightjar.accounts.password.Password;
import nightjar.accounts.throttle.Lane;
import nightjar.accounts.throttle.Throttle;
import nightjar.accounts.time.SteadyTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockOutTest {
  private static final SignInOutcome WRONG = new SignInOutcome.Wrong();

  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() {
    site = new Site(folder);
    site.owner();
  }

  @AfterEach
  void close() {
    assertThat(site.accounts.audit().verify()).isInstanceOf(Verdict.Whole.class);
    site.close();
  }

  private void besiege() {
    for (int i = 0; i < 200; i++) {
      site.signIn("owner", "guess " + i, Site.at("198.51." + i + ".9"));
    }
  }

  @Test
  void aSiegeFromManyNetworksStopsStrangersAndNotTheOwnerAtHome() {
    besiege();
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .isInstanceOf(SignInOutcome.Wait.class);
    Site.done(site.signIn("owner", Site.PASSWORD, Site.HOME));
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .as("the owner's success opens nothing for strangers")
        .isInstanceOf(SignInOutcome.Wait.class);
  }

  @Test
  void aRememberedDeviceGetsInFromAnywhereEvenBesideTheAttacker() {
    SignedIn phone =
        Site.done(
            site.accounts.signIn().password("owner", Password.of(Site.PASSWORD), true, Site.HOME));
    besiege();
    for (int i = 0; i < 20; i++) {
      site.signIn("owner", "guess", Site.AWAY);
    }
    var away = new Client(Site.AWAY.address(), "phone", phone.deviceCookie());
    Site.done(site.signIn("owner", Site.PASSWORD, away));
    var stolen = new Client(Site.AWAY.address(), "phone", phone.deviceCookie());
    for (int i = 0; i < 5; i++) {
      assertThat(site.signIn("owner", "guess", stolen)).isEqualTo(WRONG);
    }
    assertThat(site.signIn("owner", Site.PASSWORD, stolen))
        .as("the device's own guesses are slowed too")
        .isInstanceOf(SignInOutcome.Wait.class);
  }

  @Test
  void theConsoleIsOutsideTheCount() {
    besiege();
    Site.done(site.signIn("owner", Site.PASSWORD, Client.console()));
  }

  @Test
  void aNameThatNobodyHasIsSlowedTheSameWay() {
    for (int i = 0; i < 40; i++) {
      Client from = Site.at("203.0." + (i % 4) + ".7");
      SignInOutcome known = site.signIn("owner", "guess " + i, from);
      SignInOutcome unknown =
          site.signIn("nobody", "guess " + i, Site.at("203.0." + (100 + i % 4) + ".7"));
      assertThat(known).as("try %s", i).isEqualTo(unknown);
      site.clock.advance(Duration.ofSeconds(1));
    }
  }

  @Test
  void waitsDoubleUpToAQuarterOfAnHour() {
    var lane = new Lane("x", 5, Duration.ofMinutes(15));
    Duration total = Duration.ZERO;
    Client client = Site.AWAY;
    for (int i = 0; i < 30; i++) {
      SignInOutcome outcome = site.signIn("owner", "guess", client);
      while (outcome instanceof SignInOutcome.Wait(Duration delay)) {
        assertThat(delay).isLessThanOrEqualTo(lane.longest());
        site.clock.advance(delay);
        total = total.plus(delay);
        outcome = site.signIn("owner", "guess", client);
      }
    }
    assertThat(total).as("thirty guesses").isGreaterThan(Duration.ofHours(3));
  }

  @Test
  void aSteppedClockNeitherLiftsNorProlongsIt() {
    for (int i = 0; i < 6; i++) {
      site.signIn("owner", "guess " + i, Site.AWAY);
    }
    site.clock.stepWall(Duration.ofDays(9_000));
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .isInstanceOf(SignInOutcome.Wait.class);
    site.clock.stepWall(Duration.ofDays(-18_000));
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .isInstanceOf(SignInOutcome.Wait.class);
    site.clock.advance(Duration.ofSeconds(1));
    Site.done(site.signIn("owner", Site.PASSWORD, Site.AWAY));
  }

  @Test
  void ofManyGuessesAtOnceOnlyTheFreeOnesAreLookedAt() throws Exception {
    int guesses = 24;
    var start = new CyclicBarrier(guesses);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<SignInOutcome>> outcomes =
          IntStream.range(0, guesses)
              .mapToObj(i ->
                  threads.submit(
                      (Callable<SignInOutcome>)
                          () -> {
                            start.await();
                            return site.signIn("owner", "guess " + i, Site.AWAY);
                          }))
              .toList();
      int looked = 0;
      for (Future<SignInOutcome> outcome : outcomes) {
        looked += outcome.get() instanceof SignInOutcome.Wait ? 0 : 1;
      }
      assertThat(looked).isEqualTo(5);
    }
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .as("the right one during the lock-out")
        .isInstanceOf(SignInOutcome.Wait.class);
  }

  @Test
  void countsAreForgottenAfterADay() {
    for (int i = 0; i < 9; i++) {
      site.signIn("owner", "guess", Site.AWAY);
      site.clock.advance(Duration.ofMinutes(1));
    }
    site.clock.advance(Duration.ofHours(24));
    for (int i = 0; i < 5; i++) {
      assertThat(site.signIn("owner", "guess", Site.AWAY)).isEqualTo(WRONG);
    }
  }

  @Test
  void theTableIsBounded(@TempDir Path other) {
    try (var database = SqliteDatabase.open(other.resolve("t.db"))) {
      var throttle = new Throttle(SteadyTime.open(database, site.clock));
      long rows =
          database.write(sql -> {
            for (int i = 0; i < 21_000; i++) {
              throttle.charge(sql, List.of(new Lane("name " + i, 5, Duration.ofHours(1))));
            }
            return sql.number("SELECT count(*) FROM throttle");
          });
      assertThat(rows).isBetween(19_000L, 20_300L);
    }
  }

  @Test
  void aMonthOfGuessingWritesFewAuditLines() {
    int before = site.accounts.audit().page(Long.MAX_VALUE, 1_000).size();
    besiege();
    for (int i = 0; i < 300; i++) {
      site.signIn("owner", "guess", Site.AWAY);
    }
    assertThat(site.accounts.audit().page(Long.MAX_VALUE, 1_000).size() - before)
        .isLessThanOrEqualTo(30);
  }

  @Test
  void networksAreWhatOneAttackerIsLikelyToHaveAllOf() throws Exception {
    for (int i = 0; i < 5; i++) {
      assertThat(site.signIn("owner", "guess", Site.at("203.0.113." + i))).isEqualTo(WRONG);
    }
    assertThat(site.signIn("owner", "guess", Site.at("203.0.113.200")))
        .isInstanceOf(SignInOutcome.Wait.class);
    for (int i = 0; i < 5; i++) {
      var client = Client.of(InetAddress.getByName("2001:db8:0:1200::" + i), "");
      assertThat(site.signIn("owner", "guess", client)).isEqualTo(WRONG);
    }
    assertThat(
            site.signIn(
                "owner", "guess", Client.of(InetAddress.getByName("2001:db8:0:12ff::1"), "")))
        .isInstanceOf(SignInOutcome.Wait.class);
    assertThat(
            site.signIn(
                "owner", "guess", Client.of(InetAddress.getByName("2001:db8:0:1300::1"), "")))
        .isEqualTo(WRONG);
  }
}
