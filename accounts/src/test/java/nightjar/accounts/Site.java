package nightjar.accounts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import nightjar.accounts.passkey.RelyingParty;
import nightjar.accounts.password.Argon2Cost;
import nightjar.accounts.password.Password;
import nightjar.base.time.FakeClock;
import org.assertj.core.api.Assertions;

/// A recorder's accounts with a clock in the test's hand and cheap hashes.
final class Site implements AutoCloseable {
  static final String PASSWORD = "Vieux-Quai 4 tortues!";
  static final ZoneId ZONE = ZoneId.of("America/Montreal");
  private static final RelyingParty PARTY =
      new RelyingParty("nvr.example.org", "Nightjar", Set.of("https://nvr.example.org"));
  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

  final Path folder;
  final FakeClock clock;
  final RandomGenerator random = new SecureRandom();
  final AccountsConfig config =
      AccountsConfig.of(() -> new SiteFacts(ZONE, List.of("Depanneur Lauzon", "N843A82")))
          .with(CHEAP)
          .withPasskeys(() -> Optional.of(PARTY));
  Accounts accounts;

  Site(Path folder) {
    this(folder, new FakeClock(Instant.parse("2026-11-22T12:00:00Z")));
  }

  Site(Path folder, FakeClock clock) {
    this.folder = folder;
    this.clock = clock;
    this.accounts = Accounts.open(folder, config, clock, random);
  }

  void restart() {
    accounts.close();
    accounts = Accounts.open(folder, config, clock, random);
  }

  static Client at(String address) {
    try {
      return Client.of(InetAddress.getByName(address), "Firefox on Linux");
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static final Client HOME = at("192.168.1.20");
  static final Client AWAY = at("203.0.113.7");

  static NewPerson person(String name) {
    return new NewPerson(name, "", LocalDate.of(1984, 3, 7), Password.of(PASSWORD));
  }

  /// The first administrator, "owner", signed in at home.
  SignedIn owner() {
    String token = accounts.setup().offer().orElseThrow();
    return done(accounts.setup().complete(token, person("owner"), HOME));
  }

  static SignedIn done(SetupOutcome outcome) {
    Assertions.assertThat(outcome).isInstanceOf(SetupOutcome.Done.class);
    return ((SetupOutcome.Done) outcome).signedIn();
  }

  static SignedIn done(SignInOutcome outcome) {
    Assertions.assertThat(outcome).isInstanceOf(SignInOutcome.Done.class);
    return ((SignInOutcome.Done) outcome).signedIn();
  }

  static <T> T value(Outcome<T> outcome) {
    Assertions.assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  Instant accountsNow() {
    return Instant.EPOCH.plus(clock.wallMicros(), java.time.temporal.ChronoUnit.MICROS);
  }

  SignInOutcome signIn(String name, String password, Client client) {
    return accounts.signIn().password(name, Password.of(password), false, client);
  }

  /// The bytes of a file as text, to look for what must not be in it.
  static String latin1(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    accounts.close();
  }
}
