package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import nightjar.accounts.password.Finding;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.SiteAct;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SetupTest {
  @TempDir Path folder;
  private Site site;

  @BeforeEach
  void open() {
    site = new Site(folder);
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void theFirstAdministratorComesByTheTokenAndMayDoEverything() {
    SignedIn owner = site.owner();
    Caller caller = site.accounts.sessions().caller(owner.cookie(), Site.HOME).orElseThrow();
    assertThat(caller.subject().name()).isEqualTo("owner");
    assertThat(site.accounts.may(caller, SiteAct.MANAGE_USERS)).isTrue();
    assertThat(site.accounts.may(caller, Act.SETTINGS, "door").allowed()).isTrue();
    assertThat(site.accounts.setup().needed()).isFalse();
    assertThat(site.accounts.setup().offer()).isEmpty();
  }

  @Test
  void aTokenOpensOnlyOnce() {
    String token = site.accounts.setup().offer().orElseThrow();
    Site.done(site.accounts.setup().complete(token, Site.person("owner"), Site.HOME));
    assertThat(site.accounts.setup().complete(token, Site.person("thief"), Site.AWAY))
        .isEqualTo(new SetupOutcome.TooLate());
  }

  @Test
  void aNewTokenMakesTheOldOneWorthless() {
    String old = site.accounts.setup().offer().orElseThrow();
    site.restart();
    String fresh = site.accounts.setup().offer().orElseThrow();
    assertThat(site.accounts.setup().complete(old, Site.person("thief"), Site.AWAY))
        .isEqualTo(new SetupOutcome.BadLink());
    Site.done(site.accounts.setup().complete(fresh, Site.person("owner"), Site.HOME));
  }

  @Test
  void aRefusedPasswordLeavesTheTokenGood() {
    String token = site.accounts.setup().offer().orElseThrow();
    var weak = new NewPerson("owner", "", null, Password.of("Short1!"));
    assertThat(site.accounts.setup().complete(token, weak, Site.HOME))
        .isInstanceOfSatisfying(
            SetupOutcome.BadPassword.class,
            refused -> assertThat(refused.findings()).contains(Finding.TOO_SHORT));
    Site.done(site.accounts.setup().complete(token, Site.person("owner"), Site.HOME));
  }

  @Test
  void ofTwoAtOnceExactlyOneWinsAndTheOtherIsTold() throws Exception {
    String token = site.accounts.setup().offer().orElseThrow();
    var start = new CyclicBarrier(2);
    try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      List<Future<SetupOutcome>> outcomes =
          List.of("first", "second").stream()
              .map(name ->
                  threads.submit(
                      (Callable<SetupOutcome>)
                          () -> {
                            start.await();
                            return site.accounts
                                .setup()
                                .complete(token, Site.person(name), Site.HOME);
                          }))
              .toList();
      List<SetupOutcome> got = List.of(outcomes.get(0).get(), outcomes.get(1).get());
      assertThat(got).filteredOn(SetupOutcome.Done.class::isInstance).hasSize(1);
      assertThat(got).filteredOn(new SetupOutcome.TooLate()::equals).hasSize(1);
    }
  }
}
