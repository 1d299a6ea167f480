package nightjar.accounts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.PersonalWords;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import org.jspecify.annotations.Nullable;

/// The rows of `person`. Owned by whoever is in the transaction.
final class People {
  private People() {}

  static Optional<Person> byName(Sql sql, String name) {
    return sql.first(
        "SELECT " + Person.COLUMNS + " FROM person WHERE name_key = ?",
        Person::read,
        NewPerson.key(name));
  }

  static Optional<Person> byId(Sql sql, String id) {
    return sql.first("SELECT " + Person.COLUMNS + " FROM person WHERE id = ?", Person::read, id);
  }

  static List<Person> all(Sql sql) {
    return sql.query("SELECT " + Person.COLUMNS + " FROM person ORDER BY name_key", Person::read);
  }

  /// Whether somebody who can sign in administers: else the recorder is as new.
  static boolean anyAdministrator(Sql sql) {
    return sql.number("SELECT count(*) FROM person WHERE role = 'ADMINISTRATOR' AND disabled = 0")
        > 0;
  }

  static Person insert(
      Sql sql,
      Ground ground,
      NewPerson fresh,
      String hash,
      Role role,
      List<Grant> grants,
      @Nullable Long untilMicros) {
    String id = ground.newId("u");
    long now = ground.clock().wallMicros();
    sql.update(
        "INSERT INTO person (id, name, name_key, full_name, birth_date, role, grants, until_us,"
            + " disabled, password, password_us, totp, totp_confirmed, totp_step, totp_steady,"
            + " made_us, seen_us) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, NULL, 0, 0, 0, ?, NULL)",
        id,
        fresh.name(),
        NewPerson.key(fresh.name()),
        fresh.fullName(),
        fresh.birthDate() == null ? null : fresh.birthDate().toString(),
        role.name(),
        Person.grantsText(grants),
        untilMicros,
        hash,
        now,
        now);
    return byId(sql, id).orElseThrow();
  }

  static void setPassword(Sql sql, Ground ground, String id, String hash) {
    sql.update(
        "UPDATE person SET password = ?, password_us = ? WHERE id = ?",
        hash,
        ground.clock().wallMicros(),
        id);
  }

  static PersonalWords words(NewPerson person, SiteFacts site) {
    return new PersonalWords(
        List.of(person.name(), person.fullName()), person.birthDate(), site.words());
  }

  static PersonalWords words(Person person, SiteFacts site) {
    List<String> names = new ArrayList<>(List.of(person.name(), person.fullName()));
    return new PersonalWords(names, person.birthDate(), site.words());
  }
}
