package nightjar.accounts;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;

/// People taken out for a back-up, and put back. Who is here already keeps their password, second factors and sessions: a back-up never
/// brings back a way in that was changed since. Safe for any thread because the database is.
public final class PeopleCopy {
  private final Ground ground;

  PeopleCopy(Ground ground) {
    this.ground = ground;
  }

  public List<KeptPerson> all() {
    return ground.database().read(sql -> People.all(sql).stream().map(this::kept).toList());
  }

  private KeptPerson kept(Person person) {
    Optional<String> totp =
        Optional.ofNullable(person.totp())
            .flatMap(sealed -> ground.vault().unseal(SecondFactors.context(person.id()), sealed))
            .map(secret -> Base64.getEncoder().encodeToString(secret));
    return new KeptPerson(
        person.name(),
        person.fullName(),
        Optional.ofNullable(person.birthDate()).map(Object::toString),
        person.role(),
        person.grants(),
        Optional.ofNullable(person.until()),
        person.disabled(),
        Optional.ofNullable(person.password()),
        totp);
  }

  /// Puts all back or none: who is missing is made with the password of the back-up, who is here gets its role and rights. The caller is
  /// left as they are. Doing it twice is the same as once.
  public Outcome<Integer> restore(Caller caller, List<KeptPerson> people) {
    Outcome<Integer> outcome;
    try {
      outcome =
          ground
              .audit()
              .write(sql -> {
                people.forEach(person -> put(sql, caller, person));
                if (!people.isEmpty() && !People.anyLastingAdministrator(sql)) {
                  throw new Users.NobodyLeft();
                }
                return new Outcome.Done<>(people.size());
              });
    } catch (Users.NobodyLeft e) {
      return new Outcome.LastAdministrator<>();
    }
    ground.changed();
    return outcome;
  }

  private void put(Sql sql, Caller caller, KeptPerson kept) {
    Optional<Person> here = People.byName(sql, kept.name());
    if (here.isEmpty()) {
      Person made =
          People.insert(
              sql,
              ground,
              kept.name(),
              kept.fullName(),
              kept.birthDate().map(java.time.LocalDate::parse).orElse(null),
              kept.password().orElse(null),
              kept.change());
      kept.totpSecret()
          .ifPresent(secret ->
              sql.update(
                  "UPDATE person SET totp = ? WHERE id = ?",
                  ground.vault().seal(SecondFactors.context(made.id()), secret.toArray()),
                  made.id()));
    } else if (!here.get().id().equals(caller.subject().id())) {
      People.update(sql, here.get().id(), kept.change());
      if (kept.disabled()) {
        sql.update("DELETE FROM session WHERE person = ?", here.get().id());
      }
    }
  }
}
