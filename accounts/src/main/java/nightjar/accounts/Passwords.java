package nightjar.accounts;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.Finding;
import nightjar.accounts.password.Hashing;
import nightjar.accounts.password.Hashing.Check;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.accounts.password.PasswordRule;
import nightjar.accounts.throttle.Lane;
import nightjar.accounts.throttle.Throttle;
import org.jspecify.annotations.Nullable;

/// Choosing and changing passwords. Safe for any thread because its parts are.
public final class Passwords {
  private final Ground ground;
  private final PasswordRule rule;
  private final Hashing hashing;
  private final Throttle throttle;

  Passwords(Ground ground, PasswordRule rule, Hashing hashing, Throttle throttle) {
    this.ground = ground;
    this.rule = rule;
    this.hashing = hashing;
    this.throttle = throttle;
  }

  /// What the rule says of this password for this person, as often as they type.
  public Judgement judge(NewPerson person) {
    return rule.judge(person.password(), People.words(person, ground.config().site().get()));
  }

  /// The same for a person who is already a user.
  public Judgement judge(Caller caller, Password password) {
    return ground
        .database()
        .read(sql -> People.byId(sql, caller.subject().id()))
        .map(person -> judge(person, password))
        .orElse(new Judgement(Set.of(), 0, Set.of()));
  }

  Judgement judge(Person person, Password password) {
    return rule.judge(password, People.words(person, ground.config().site().get()));
  }

  Optional<String> hash(Password password) {
    return hashing.hash(password);
  }

  /// In the caller's own thread, past every queue: for who stands at the console.
  String hashNow(Password password) {
    return hashing.hashNow(password);
  }

  /// Whether `password` is this person's now.
  Check check(Person person, Password password) {
    return hashing.check(password, person.password(), false);
  }

  /// Replaces the caller's own password. Their other sessions and remembered devices end.
  public Outcome<User> change(Caller caller, Password old, Password fresh, Client client) {
    if (caller.via() == Caller.Via.API_TOKEN) {
      return new Outcome.NotAllowed<>();
    }
    List<Lane> lanes = Lanes.again(caller.subject().id(), client);
    Throttle.Charge charge = ground.database().write(sql -> throttle.charge(sql, lanes));
    if (!charge.granted()) {
      return new Outcome.Wait<>(charge.delay());
    }
    Optional<Person> found = ground.database().read(sql -> People.byId(sql, caller.subject().id()));
    if (found.isEmpty()) {
      return new Outcome.NotFound<>();
    }
    Person person = found.get();
    return switch (check(person, old)) {
      case Check.Busy() -> new Outcome.Busy<>();
      case Check.NoMatch() -> {
        ground
            .audit()
            .record(
                Ground.entry(
                    person,
                    "password.change",
                    person.id(),
                    client,
                    Entry.Outcome.REFUSED,
                    "wrong old password"));
        yield new Outcome.Wrong<>();
      }
      case Check.Match _ -> replace(caller, person, old, fresh, lanes, client);
    };
  }

  private Outcome<User> replace(
      Caller caller, Person person, Password old, Password fresh, List<Lane> lanes, Client client) {
    Judgement judgement = judge(person, fresh);
    if (fresh.sameAs(old)) {
      return new Outcome.BadPassword<>(Set.of(Finding.SAME_AS_BEFORE));
    }
    if (!judgement.accepted()) {
      return new Outcome.BadPassword<>(judgement.findings());
    }
    Optional<String> hash = hash(fresh);
    if (hash.isEmpty()) {
      return new Outcome.Busy<>();
    }
    Outcome<User> outcome =
        ground
            .audit()
            .write(sql -> {
              Optional<Person> now = People.byId(sql, person.id());
              if (now.isEmpty() || !Objects.equals(now.get().password(), person.password())) {
                return new Outcome.Wrong<>();
              }
              throttle.refund(sql, lanes);
              set(sql, person, hash.get(), caller.id());
              ground
                  .audit()
                  .append(
                      sql,
                      Ground.entry(
                          person, "password.change", person.id(), client, Entry.Outcome.DONE, ""));
              return new Outcome.Done<>(now.get().user());
            });
    ground.changed();
    return outcome;
  }

  /// Part of a transaction: the new hash, and an end to everything the old one opened but the session `kept`.
  void set(Sql sql, Person person, String hash, @Nullable String kept) {
    People.setPassword(sql, ground, person.id(), hash);
    sql.update(
        "DELETE FROM session WHERE person = ? AND id <> ?", person.id(), kept == null ? "" : kept);
    sql.update("DELETE FROM device WHERE person = ?", person.id());
    sql.update("DELETE FROM link WHERE person = ?", person.id());
  }
}
