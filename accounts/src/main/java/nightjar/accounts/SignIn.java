package nightjar.accounts;

import java.util.List;
import java.util.Optional;
import nightjar.accounts.SessionInfo.Proof;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.Hashing;
import nightjar.accounts.password.Hashing.Check;
import nightjar.accounts.password.Password;
import nightjar.accounts.throttle.Lane;
import nightjar.accounts.throttle.Throttle;
import org.jspecify.annotations.Nullable;

/// Signing in. Safe for any thread because what it changes is in the database.
public final class SignIn {
  private final Ground ground;
  private final Hashing hashing;
  private final Throttle throttle;
  private final Sessions sessions;
  private final Devices devices;

  SignIn(Ground ground, Hashing hashing, Throttle throttle, Sessions sessions, Devices devices) {
    this.ground = ground;
    this.hashing = hashing;
    this.throttle = throttle;
    this.sessions = sessions;
    this.devices = devices;
  }

  /// What is known before the password is looked at.
  private record Attempt(
      String name, @Nullable Person person, Devices.Standing standing, List<Lane> lanes) {}

  private record Charged(Attempt attempt, Throttle.Charge charge) {}

  /// `remember` makes this browser a remembered device when the sign-in succeeds.
  public SignInOutcome password(String name, Password password, boolean remember, Client client) {
    Charged charged = charge(name, client);
    if (!charged.charge.granted()) {
      return new SignInOutcome.Wait(charged.charge.delay());
    }
    Attempt attempt = charged.attempt;
    @Nullable Person person = attempt.person;
    Check check =
        hashing.check(
            password,
            person == null ? null : person.password(),
            attempt.standing == Devices.Standing.STRANGER);
    return switch (check) {
      case Check.Busy() -> {
        uncharge(attempt);
        yield new SignInOutcome.Busy();
      }
      case Check.NoMatch() -> wrong(attempt, charged.charge, client);
      case Check.Match(Optional<String> renewed) ->
          person == null
              ? wrong(attempt, charged.charge, client)
              : right(attempt, person, renewed, remember, client);
    };
  }

  private Charged charge(String name, Client client) {
    return ground
        .database()
        .write(sql -> {
          Optional<Person> person = People.byName(sql, name);
          Devices.Standing standing = devices.standing(sql, person, client);
          String key = NewPerson.key(name);
          List<Lane> lanes = Lanes.password(key, standing, client);
          var attempt = new Attempt(name, person.orElse(null), standing, lanes);
          return new Charged(attempt, throttle.charge(sql, lanes));
        });
  }

  private void uncharge(Attempt attempt) {
    ground
        .database()
        .<@Nullable Void>write(sql -> {
          throttle.uncharge(sql, attempt.lanes);
          return null;
        });
  }

  private SignInOutcome wrong(Attempt attempt, Throttle.Charge charge, Client client) {
    // The first few and then ever rarer: a month of guessing must not fill the disk.
    if (charge.failures() <= 5 || Integer.bitCount(charge.failures()) == 1) {
      ground.audit().record(failure(attempt.person, charge.failures(), client));
    }
    return new SignInOutcome.Wrong();
  }

  /// A name that nobody has is not written down: it may be a password typed into the wrong field.
  private static Entry failure(@Nullable Person person, int failures, Client client) {
    return new Entry(
        person == null ? "" : person.name(),
        person == null ? "" : person.id(),
        "session.begin",
        "",
        client.where(),
        Entry.Outcome.REFUSED,
        "wrong name or password, failure " + failures);
  }

  private SignInOutcome right(
      Attempt attempt, Person verified, Optional<String> renewed, boolean remember, Client client) {
    return ground
        .audit()
        .write(sql -> {
          Optional<Person> still =
              People.byId(sql, verified.id())
                  .filter(now -> now.active(ground.now()))
                  .filter(now -> java.util.Objects.equals(now.password(), verified.password()));
          if (still.isEmpty()) {
            return new SignInOutcome.Wrong();
          }
          renewed.ifPresent(hash -> People.setPassword(sql, ground, verified.id(), hash));
          throttle.refund(sql, attempt.lanes);
          return new SignInOutcome.Done(finish(sql, still.get(), Proof.PASSWORD, remember, client));
        });
  }

  private SignedIn finish(Sql sql, Person person, Proof proof, boolean remember, Client client) {
    devices.knowNetwork(sql, person, client);
    String deviceCookie = remember ? devices.remember(sql, person, client) : "";
    return sessions.begin(sql, person, proof, client, deviceCookie);
  }
}
