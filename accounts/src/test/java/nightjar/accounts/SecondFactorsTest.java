package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import nightjar.accounts.factor.Totp;
import nightjar.accounts.password.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondFactorsTest {
  private static final SignInOutcome WRONG = new SignInOutcome.Wrong();

  @TempDir Path folder;
  private Site site;
  private Caller owner;
  private byte[] secret = {};
  private List<String> recoveryCodes = List.of();

  @BeforeEach
  void open() {
    site = new Site(folder);
    owner = site.owner().caller();
    SecondFactors factors = site.accounts.secondFactors();
    var started = Site.value(factors.startTotp(owner, "Nightjar"));
    secret = decode(started.secret());
    assertThat(factors.confirmTotp(owner, "000000", Site.HOME)).isEqualTo(new Outcome.Wrong<>());
    recoveryCodes = Site.value(factors.confirmTotp(owner, code(), Site.HOME));
    site.clock.advance(Duration.ofMinutes(1));
  }

  @AfterEach
  void close() {
    site.close();
  }

  private String code() {
    return new Totp().code(secret, now());
  }

  private Instant now() {
    return site.accountsNow();
  }

  /// RFC 4648 base32, written anew for the test.
  private static byte[] decode(String text) {
    List<Byte> bytes = new ArrayList<>();
    int held = 0;
    int bits = 0;
    for (int i = 0; i < text.length(); i++) {
      held = (held << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(text.charAt(i));
      bits += 5;
      if (bits >= 8) {
        bits -= 8;
        bytes.add((byte) (held >> bits));
      }
    }
    byte[] out = new byte[bytes.size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = bytes.get(i);
    }
    return out;
  }

  private String ticket(Client client) {
    SignInOutcome outcome = site.signIn("owner", Site.PASSWORD, client);
    assertThat(outcome).isInstanceOf(SignInOutcome.CodeNeeded.class);
    return ((SignInOutcome.CodeNeeded) outcome).ticket();
  }

  private SignInOutcome code(String ticket, String code) {
    return site.accounts.signIn().code(ticket, code, Site.AWAY);
  }

  @Test
  void thePasswordAloneIsNotEnoughAndTheCodeCompletesIt() {
    SignedIn in = Site.done(code(ticket(Site.AWAY), code()));
    assertThat(site.accounts.sessions().list(owner.subject().id()))
        .anyMatch(s ->
            s.id().equals(in.caller().id()) && s.proof() == SessionInfo.Proof.PASSWORD_AND_CODE);
  }

  @Test
  void aCodeIsAcceptedOnceThoughTwoTicketsWait() {
    String first = ticket(Site.AWAY);
    String second = ticket(Site.AWAY);
    String code = code();
    Site.done(code(first, code));
    assertThat(code(second, code)).isEqualTo(WRONG);
    site.clock.advance(Duration.ofSeconds(30));
    Site.done(code(second, code()));
  }

  @Test
  void aTicketIsGoodForFiveMinutesAndOneSignIn() {
    String ticket = ticket(Site.AWAY);
    Site.done(code(ticket, code()));
    site.clock.advance(Duration.ofSeconds(60));
    assertThat(code(ticket, code())).isEqualTo(WRONG);
    String late = ticket(Site.AWAY);
    site.clock.advance(Duration.ofMinutes(5).plusMillis(1));
    assertThat(code(late, code())).isEqualTo(WRONG);
  }

  @Test
  void aRecoveryCodeOpensOnce() {
    assertThat(recoveryCodes).hasSize(8).doesNotHaveDuplicates();
    String typed = recoveryCodes.getFirst().toLowerCase(Locale.ROOT);
    Site.done(code(ticket(Site.AWAY), typed));
    assertThat(code(ticket(Site.AWAY), typed)).isEqualTo(WRONG);
    assertThat(site.accounts.secondFactors().recoveryCodesLeft(owner.subject().id())).isEqualTo(7);
  }

  @Test
  void guessingCodesIsSlowedWithARightPasswordToo() {
    for (int i = 0; i < 5; i++) {
      assertThat(code(ticket(Site.AWAY), "12345" + i)).isEqualTo(WRONG);
    }
    assertThat(code(ticket(Site.AWAY), code())).isInstanceOf(SignInOutcome.Wait.class);
  }

  @Test
  void codesGoOnWorkingAfterTheClockWasSetBackByYears() {
    Site.done(code(ticket(Site.AWAY), code()));
    site.clock.stepWall(Duration.ofDays(-3_000));
    site.clock.advance(Duration.ofMinutes(3));
    Site.done(code(ticket(Site.AWAY), code()));
  }

  @Test
  void theSecretIsSealedAndBelongsToItsPerson() {
    site.restart();
    Site.done(code(ticket(Site.AWAY), code()));
    site.close();
    String database =
        Site.latin1(folder.resolve("accounts.db")) + Site.latin1(folder.resolve("accounts.db-wal"));
    assertThat(database)
        .doesNotContain(new String(secret, java.nio.charset.StandardCharsets.ISO_8859_1));
    site = new Site(folder, site.clock);
  }

  @Test
  void aResetLinkDoesNotGoAroundTheSecondFactor() {
    String link = Site.value(site.accounts.links().make(owner, owner.subject().id()));
    assertThat(site.accounts.links().look(link)).contains(new Links.Offer("owner", true));
    Site.done(code(ticket(Site.AWAY), code()));
    assertThat(
            site.accounts
                .links()
                .use(link, Password.of("Quatre-7-lanternes sur le mur"), Site.AWAY))
        .isEqualTo(new SetupOutcome.SignInNow());
    assertThat(site.accounts.sessions().list(owner.subject().id())).isEmpty();
  }

  @Test
  void turnedOffThePasswordIsEnoughAgain() {
    Site.value(site.accounts.secondFactors().removeTotp(owner, owner.subject().id()));
    Site.done(site.signIn("owner", Site.PASSWORD, Site.AWAY));
  }
}
