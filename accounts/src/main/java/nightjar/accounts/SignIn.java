package nightjar.accounts;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import nightjar.accounts.SessionInfo.Proof;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.Hashing;
import nightjar.accounts.password.Hashing.Check;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Role;
import nightjar.accounts.throttle.Lane;
import nightjar.accounts.throttle.Throttle;
import org.jspecify.annotations.Nullable;

/// Signing in, and proving again who one is. Safe for any thread because what it changes is in the database or in [Tickets],
/// and its listener is set once, before anybody signs in.
public final class SignIn {
  private final Ground ground;
  private final Hashing hashing;
  private final Throttle throttle;
  private final Sessions sessions;
  private final Devices devices;
  private final SecondFactors factors;
  private final Tickets tickets;
  private volatile Runnable administrator = () -> {};

  SignIn(
      Ground ground,
      Hashing hashing,
      Throttle throttle,
      Sessions sessions,
      Devices devices,
      SecondFactors factors) {
    this.ground = ground;
    this.hashing = hashing;
    this.throttle = throttle;
    this.sessions = sessions;
    this.devices = devices;
    this.factors = factors;
    this.tickets = new Tickets(ground);
  }

  /// What is known before the secret is looked at.
  private record Attempt(
      @Nullable Person person, boolean stranger, List<Lane> lanes, Throttle.Charge charge) {}

  /// `remember` makes this browser a remembered device when the sign-in succeeds.
  public SignInOutcome password(String name, Password password, boolean remember, Client client) {
    return told(checked(name, password, remember, client));
  }

  /// `listener` hears of every administrator who typed their password, and their second factor where they have one. One at most;
  /// it is called in the thread of the sign-in, after it was written.
  public void onAdministrator(Runnable listener) {
    administrator = listener;
  }

  private SignInOutcome told(SignInOutcome outcome) {
    if (outcome instanceof SignInOutcome.Done(SignedIn done)
        && done.caller().subject().role() == Role.ADMINISTRATOR) {
      administrator.run();
    }
    return outcome;
  }

  private SignInOutcome checked(String name, Password password, boolean remember, Client client) {
    Attempt attempt = ground.database().write(sql -> begin(sql, name, client));
    if (!attempt.charge.granted()) {
      return new SignInOutcome.Wait(attempt.charge.delay());
    }
    @Nullable Person person = attempt.person;
    @Nullable String stored = person == null ? null : person.password();
    return switch (hashing.check(password, stored, attempt.stranger)) {
      case Check.Busy() -> {
        uncharge(attempt);
        yield new SignInOutcome.Busy();
      }
      case Check.NoMatch() -> wrong(attempt, "wrong name or password", client);
      case Check.Match(Optional<String> renewed) ->
          person == null
              ? wrong(attempt, "wrong name or password", client)
              : right(attempt, person, renewed, remember, client);
    };
  }

  private Attempt begin(Sql sql, String name, Client client) {
    Optional<Person> person = People.byName(sql, name);
    Devices.Standing standing = devices.standing(sql, person, client);
    List<Lane> lanes = Lanes.password(NewPerson.key(name), standing, client);
    return new Attempt(
        person.orElse(null),
        standing == Devices.Standing.STRANGER && client.address() != null,
        lanes,
        throttle.charge(sql, lanes));
  }

  private SignInOutcome right(
      Attempt attempt, Person verified, Optional<String> renewed, boolean remember, Client client) {
    return ground
        .audit()
        .write(sql -> {
          Optional<Person> still = People.byId(sql, verified.id()).filter(unchanged(verified));
          if (still.isEmpty()) {
            return new SignInOutcome.Wrong();
          }
          renewed.ifPresent(hash -> People.setPassword(sql, ground, verified.id(), hash));
          throttle.refund(sql, attempt.lanes);
          return verified.totp() == null
              ? new SignInOutcome.Done(finish(sql, still.get(), Proof.PASSWORD, remember, client))
              : new SignInOutcome.CodeNeeded(tickets.issue(verified.id(), remember));
        });
  }

  /// The password, and whether they may sign in at all, are as they were when it was looked at.
  private Predicate<Person> unchanged(Person verified) {
    return now -> now.active(ground.now()) && Objects.equals(now.password(), verified.password());
  }

  /// The second step: six digits of the app, or a recovery code.
  public SignInOutcome code(String ticket, String code, Client client) {
    Optional<Tickets.Waiting> waiting = tickets.find(ticket);
    if (waiting.isEmpty()) {
      return new SignInOutcome.Wrong();
    }
    SignInOutcome outcome =
        ground.audit().write(sql -> secondStep(sql, waiting.get(), code, client));
    if (outcome instanceof SignInOutcome.Done) {
      tickets.end(ticket);
    }
    return told(outcome);
  }

  private SignInOutcome secondStep(Sql sql, Tickets.Waiting waiting, String code, Client client) {
    Optional<Person> person =
        People.byId(sql, waiting.personId()).filter(p -> p.active(ground.now()));
    if (person.isEmpty()) {
      return new SignInOutcome.Wrong();
    }
    Devices.Standing standing = devices.standing(sql, person, client);
    List<Lane> lanes = Lanes.code(waiting.personId(), standing, client);
    Throttle.Charge charge = throttle.charge(sql, lanes);
    if (!charge.granted()) {
      return new SignInOutcome.Wait(charge.delay());
    }
    if (!factors.use(sql, person.get(), code, client)) {
      if (worthWriting(charge)) {
        ground
            .audit()
            .append(sql, failure(person.get(), "wrong code, failure " + charge.failures(), client));
      }
      return new SignInOutcome.Wrong();
    }
    throttle.refund(sql, lanes);
    return new SignInOutcome.Done(
        finish(sql, person.get(), Proof.PASSWORD_AND_CODE, waiting.remember(), client));
  }

  /// Proves again, before a dangerous act, that it is still this person: the session goes on under a new cookie.
  public SignInOutcome again(Caller caller, Password password, Client client) {
    return told(checkedAgain(caller, password, client));
  }

  private SignInOutcome checkedAgain(Caller caller, Password password, Client client) {
    List<Lane> lanes = Lanes.again(caller.subject().id(), client);
    Attempt attempt =
        ground
            .database()
            .write(sql ->
                new Attempt(
                    People.byId(sql, caller.subject().id()).orElse(null),
                    false,
                    lanes,
                    throttle.charge(sql, lanes)));
    if (!attempt.charge.granted()) {
      return new SignInOutcome.Wait(attempt.charge.delay());
    }
    @Nullable Person person = attempt.person;
    if (person == null) {
      return new SignInOutcome.Wrong();
    }
    return switch (hashing.check(password, person.password(), false)) {
      case Check.Busy() -> {
        uncharge(attempt);
        yield new SignInOutcome.Busy();
      }
      case Check.NoMatch() -> wrong(attempt, "wrong password", client);
      case Check.Match _ ->
          ground
              .audit()
              .write(sql -> {
                throttle.refund(sql, lanes);
                return sessions
                    .prove(sql, person, caller, client)
                    .<SignInOutcome>map(SignInOutcome.Done::new)
                    .orElse(new SignInOutcome.Wrong());
              });
    };
  }

  /// Part of the transaction that found the proof good.
  SignedIn finish(Sql sql, Person person, Proof proof, boolean remember, Client client) {
    devices.knowNetwork(sql, person, client);
    String deviceCookie = remember ? devices.remember(sql, person, client) : "";
    return sessions.begin(sql, person, proof, client, deviceCookie);
  }

  private void uncharge(Attempt attempt) {
    ground
        .database()
        .<@Nullable Void>write(sql -> {
          throttle.uncharge(sql, attempt.lanes);
          return null;
        });
  }

  private SignInOutcome wrong(Attempt attempt, String what, Client client) {
    if (worthWriting(attempt.charge)) {
      ground
          .audit()
          .record(failure(attempt.person, what + ", failure " + attempt.charge.failures(), client));
    }
    return new SignInOutcome.Wrong();
  }

  /// The first few and then ever rarer: a month of guessing must not fill the disk.
  private static boolean worthWriting(Throttle.Charge charge) {
    return charge.failures() <= 5 || Integer.bitCount(charge.failures()) == 1;
  }

  /// A name that nobody has is not written down: it may be a password typed into the wrong field.
  private static Entry failure(@Nullable Person person, String what, Client client) {
    return new Entry(
        person == null ? "" : person.name(),
        person == null ? "" : person.id(),
        "session.begin",
        "",
        client.where(),
        Entry.Outcome.REFUSED,
        what);
  }
}
