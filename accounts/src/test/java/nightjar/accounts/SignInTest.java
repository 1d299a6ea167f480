package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import nightjar.accounts.audit.Verdict;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignInTest {
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

  @Test
  void theRightPasswordBeginsASession() {
    SignedIn in = Site.done(site.signIn("OWNER ", Site.PASSWORD, Site.AWAY));
    assertThat(site.accounts.sessions().caller(in.cookie(), Site.AWAY))
        .hasValueSatisfying(caller -> assertThat(caller.subject().name()).isEqualTo("owner"));
    assertThat(site.accounts.sessions().list(in.caller().subject().id())).hasSize(2);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
    assertThat(site.signIn("owner", "wrong", Site.HOME)).isEqualTo(new SignInOutcome.Wrong());
    assertThat(site.signIn("nobody", "wrong", Site.HOME)).isEqualTo(new SignInOutcome.Wrong());
  }

  @Test
  void whoGuessesWaitsLongerAndLongerAlsoAfterARestart() {
    for (int i = 0; i < 5; i++) {
      assertThat(site.signIn("owner", "guess " + i, Site.AWAY))
          .isEqualTo(new SignInOutcome.Wrong());
    }
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .isEqualTo(new SignInOutcome.Wait(Duration.ofSeconds(1)));
    site.restart();
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .isInstanceOf(SignInOutcome.Wait.class);
    site.clock.advance(Duration.ofSeconds(1));
    Site.done(site.signIn("owner", Site.PASSWORD, Site.AWAY));
  }

  @Test
  void anEndedSessionIsNobody() {
    SignedIn in = Site.done(site.signIn("owner", Site.PASSWORD, Site.HOME));
    assertThat(site.accounts.sessions().end(in.caller(), in.caller().id())).isTrue();
    assertThat(site.accounts.sessions().caller(in.cookie(), Site.HOME)).isEmpty();
  }
}
