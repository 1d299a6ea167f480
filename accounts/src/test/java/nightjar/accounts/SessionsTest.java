package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import nightjar.accounts.rights.Act;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
  @TempDir Path folder;
  private Site site;
  private SignedIn owner;

  @BeforeEach
  void open() {
    site = new Site(folder);
    owner = site.owner();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private boolean alive() {
    return site.accounts.sessions().caller(owner.cookie(), Site.HOME).isPresent();
  }

  @Test
  void aSessionEndsWhenNobodyUsesItForADay() {
    for (int i = 0; i < 3; i++) {
      site.clock.advance(Duration.ofHours(23));
      assertThat(alive()).isTrue();
    }
    site.clock.advance(Duration.ofHours(24));
    assertThat(alive()).isFalse();
    assertThat(site.accounts.sessions().list(owner.caller().subject().id())).isEmpty();
  }

  @Test
  void aSessionInUseEndsAfterThirtyDays() {
    for (int hour = 0; hour < 30 * 24 - 12; hour += 12) {
      site.clock.advance(Duration.ofHours(12));
      assertThat(alive()).as("after %s hours", hour).isTrue();
    }
    site.clock.advance(Duration.ofHours(12));
    assertThat(alive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {-20_000, -400, 400, 20_000})
  void aClockSteppedByYearsNeitherEndsASessionNorMakesItEternal(long days) {
    site.clock.stepWall(Duration.ofDays(days));
    assertThat(alive()).isTrue();
    site.restart();
    assertThat(alive()).as("after a restart with the wrong clock").isTrue();
    site.clock.stepWall(Duration.ofDays(-days));
    site.restart();
    site.clock.advance(Duration.ofHours(24));
    assertThat(alive()).as("after a day without use").isFalse();
  }

  @Test
  void timeSpentOffCounts() {
    site.clock.advance(Duration.ofHours(13));
    assertThat(alive()).isTrue();
    site.clock.advance(Duration.ofHours(13));
    site.accounts.sessions().caller(owner.cookie(), Site.HOME);
    site.accounts.close();
    site.clock.stepWall(Duration.ofHours(11));
    site.accounts = Accounts.open(folder, site.config, site.clock, site.random);
    assertThat(alive()).isTrue();
    site.clock.advance(Duration.ofHours(13));
    assertThat(alive()).isTrue();
  }

  @Test
  void whoEndsOthersKeepsTheirOwn() {
    SignedIn phone = Site.done(site.signIn("owner", Site.PASSWORD, Site.AWAY));
    String id = owner.caller().subject().id();
    assertThat(site.accounts.sessions().endOthers(owner.caller(), id)).isEqualTo(1);
    assertThat(alive()).isTrue();
    assertThat(site.accounts.sessions().caller(phone.cookie(), Site.AWAY)).isEmpty();
  }

  @Test
  void aCookieOfAnotherKindOrWithAChangedLetterIsNobodys() {
    assertThat(site.accounts.sessions().caller("", Site.HOME)).isEmpty();
    assertThat(site.accounts.apiTokens().caller(owner.cookie(), Site.HOME)).isEmpty();
    for (int i = 0; i < owner.cookie().length(); i++) {
      var changed = new StringBuilder(owner.cookie());
      changed.setCharAt(i, changed.charAt(i) == 'A' ? 'B' : 'A');
      assertThat(site.accounts.sessions().caller(changed.toString(), Site.HOME)).isEmpty();
    }
    assertThat(alive()).isTrue();
  }

  @Test
  void theDatabaseHoldsNothingThatSignsIn() {
    var scope = new nightjar.accounts.rights.Scope(Set.of(Act.LIVE), null, Set.of());
    var token =
        Site.value(
            site.accounts.apiTokens().create(owner.caller(), "x", scope, Duration.ofDays(1)));
    var key = Site.value(site.accounts.streamKeys().create(owner.caller(), "y", null));
    String bytes =
        Site.latin1(folder.resolve("accounts.db")) + Site.latin1(folder.resolve("accounts.db-wal"));
    assertThat(bytes)
        .contains("owner")
        .doesNotContain(
            Site.PASSWORD,
            owner.cookie().substring(4, 47),
            token.text().substring(4, 47),
            key.password());
  }

  @Test
  void aPurposeIsDeclaredForTheSession() {
    site.accounts.sessions().declare(owner.caller(), "incident of Tuesday");
    assertThat(site.accounts.sessions().byId(owner.caller().id()))
        .hasValueSatisfying(
            caller -> assertThat(caller.subject().purpose()).isEqualTo("incident of Tuesday"));
  }

  @Test
  void aPersonHasAtMostFiftySessions() {
    for (int i = 0; i < 60; i++) {
      site.clock.advance(Duration.ofSeconds(1));
      Site.done(site.signIn("owner", Site.PASSWORD, Site.HOME));
    }
    assertThat(site.accounts.sessions().list(owner.caller().subject().id())).hasSize(50);
    assertThat(alive()).isFalse();
  }
}
