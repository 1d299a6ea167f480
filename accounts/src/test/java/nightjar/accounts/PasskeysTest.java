package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import nightjar.accounts.passkey.FakeAuthenticator;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.accounts.password.Password;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasskeysTest {
  private static final SignInOutcome WRONG = new SignInOutcome.Wrong();

  @TempDir Path folder;
  private Site site;
  private Passkeys passkeys;
  private Caller owner;
  private final FakeAuthenticator phone = new FakeAuthenticator(1);

  @BeforeEach
  void open() {
    site = new Site(folder);
    passkeys = site.accounts.passkeys();
    owner = site.owner().caller();
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Outcome<Passkeys.PasskeyInfo> register(FakeAuthenticator authenticator) {
    String options = Site.value(passkeys.registrationOptions(owner));
    return passkeys.register(owner, authenticator.create(options), "phone");
  }

  private SignInOutcome signIn(FakeAuthenticator authenticator) {
    String options = passkeys.signInOptions().orElseThrow();
    return passkeys.signIn(authenticator.get(options), false, Site.AWAY);
  }

  @Test
  void aPasskeySignsInWithoutAPassword() {
    Site.value(register(phone));
    SignedIn in = Site.done(signIn(phone));
    assertThat(in.caller().subject().name()).isEqualTo("owner");
    assertThat(in.caller().recent()).isTrue();
    assertThat(passkeys.list(owner.subject().id())).hasSize(1);
  }

  @Test
  void guessersDoNotSlowItDown() {
    Site.value(register(phone));
    for (int i = 0; i < 30; i++) {
      site.signIn("owner", "guess", Site.AWAY);
    }
    assertThat(site.signIn("owner", Site.PASSWORD, Site.AWAY))
        .isInstanceOf(SignInOutcome.Wait.class);
    Site.done(signIn(phone));
  }

  @Test
  void anythingWrongAboutARegistrationIsRefused() {
    List<Consumer<FakeAuthenticator>> faults =
        List.of(
            a -> a.origin = "https://evil.example",
            a -> a.origin = "http://nvr.example.org",
            a -> a.origin = "https://nvr.example.org:8443",
            a -> a.rpId = "example.org",
            a -> a.flags = 0,
            a -> a.flags = 1,
            a -> a.flags = 4,
            a -> a.crossOrigin = true);
    int number = 10;
    for (Consumer<FakeAuthenticator> fault : faults) {
      var authenticator = new FakeAuthenticator(number++);
      fault.accept(authenticator);
      assertThat(register(authenticator)).as("fault %s", number).isEqualTo(new Outcome.Wrong<>());
    }
    assertThat(passkeys.list(owner.subject().id())).isEmpty();
  }

  @Test
  void anythingWrongAboutAnAnswerIsRefused() {
    Site.value(register(phone));
    List<Consumer<FakeAuthenticator>> faults =
        List.of(
            a -> a.origin = "https://evil.example",
            a -> a.rpId = "evil.example",
            a -> a.flags = 1,
            a -> a.flags = 4,
            a -> a.crossOrigin = true);
    for (Consumer<FakeAuthenticator> fault : faults) {
      String origin = phone.origin;
      String rpId = phone.rpId;
      fault.accept(phone);
      assertThat(signIn(phone)).isEqualTo(WRONG);
      phone.origin = origin;
      phone.rpId = rpId;
      phone.flags = 5;
      phone.crossOrigin = false;
    }
    assertThat(signIn(new FakeAuthenticator(1))).as("same id, other key").isEqualTo(WRONG);
    assertThat(signIn(new FakeAuthenticator(2))).as("unknown id").isEqualTo(WRONG);
    Site.done(signIn(phone));
  }

  @Test
  void anAnswerCountsOnceAndForFiveMinutes() {
    Site.value(register(phone));
    String answer = phone.get(passkeys.signInOptions().orElseThrow());
    Site.done(passkeys.signIn(answer, false, Site.AWAY));
    assertThat(passkeys.signIn(answer, false, Site.AWAY)).isEqualTo(WRONG);
    String late = phone.get(passkeys.signInOptions().orElseThrow());
    site.clock.stepWall(Duration.ofDays(-900));
    site.clock.advance(Duration.ofMinutes(5).plusSeconds(1));
    assertThat(passkeys.signIn(late, false, Site.AWAY)).isEqualTo(WRONG);
  }

  @Test
  void aChallengeForOnePurposeOpensNoOther() {
    Site.value(register(phone));
    String forSignIn = phone.get(passkeys.signInOptions().orElseThrow());
    assertThat(passkeys.again(owner, forSignIn, Site.HOME)).isEqualTo(WRONG);
    String forAgain = phone.get(passkeys.againOptions(owner).orElseThrow());
    assertThat(passkeys.signIn(forAgain, false, Site.HOME)).isEqualTo(WRONG);
    Site.done(passkeys.again(owner, forAgain, Site.HOME));
    String invented = phone.get("{\"challenge\":\"" + "A".repeat(75) + "\"}");
    assertThat(passkeys.signIn(invented, false, Site.HOME)).isEqualTo(WRONG);
  }

  @Test
  void aCopyShowsByItsCounter() {
    phone.counter = 7;
    Site.value(register(phone));
    phone.counter = 9;
    Site.done(signIn(phone));
    assertThat(signIn(phone)).as("the copy, with the counter standing still").isEqualTo(WRONG);
    phone.counter = 8;
    assertThat(signIn(phone)).isEqualTo(WRONG);
    phone.counter = 10;
    Site.done(signIn(phone));
  }

  @Test
  void onePasskeyBelongsToOnePerson() {
    Site.value(register(phone));
    assertThat(register(phone)).isEqualTo(new Outcome.Full<>());
  }

  @Test
  void theLastWayInStaysAndARemovedOneOpensNothing() {
    String id = Site.value(register(phone)).id();
    Site.value(passkeys.remove(owner, id));
    assertThat(signIn(phone)).isEqualTo(WRONG);
    assertThat(passkeys.remove(owner, id)).isEqualTo(new Outcome.NotFound<>());
  }

  @Test
  void optionsNameNobody() {
    Site.value(register(phone));
    assertThat(passkeys.signInOptions().orElseThrow())
        .contains("\"allowCredentials\":[]")
        .doesNotContain("owner");
  }

  @Test
  void aResetRemovesThePasskeysOfThatAdministrator() {
    Site.value(register(phone));
    var fresh = Password.of("Quatre-7-lanternes sur le mur");
    site.accounts.reset().replacePassword("owner", fresh, "r", "", Optional.empty());
    assertThat(signIn(phone)).isEqualTo(WRONG);
  }

  @Test
  void passkeysAreForNamesAndNotForBareAddresses() {
    assertThat(RelyingParty.of(true, "nvr.example.org:8443", "Shop"))
        .contains(
            new RelyingParty("nvr.example.org", "Shop", Set.of("https://nvr.example.org:8443")));
    assertThat(RelyingParty.of(false, "localhost:8480", "Shop"))
        .contains(new RelyingParty("localhost", "Shop", Set.of("http://localhost:8480")));
    assertThat(RelyingParty.of(false, "nvr.example.org", "Shop")).isEmpty();
    for (String host : List.of("127.0.0.1:8480", "[::1]:8443", "", "a b", "-x", "x/../y", "x@y")) {
      assertThat(RelyingParty.of(true, host, "Shop")).as(host).isEmpty();
    }
  }
}
