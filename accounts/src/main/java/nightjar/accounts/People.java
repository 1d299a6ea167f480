package nightjar.accounts;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.PersonalWords;
import org.jspecify.annotations.Nullable;

/// The rows of `person`. Owned by whoever is in the transaction.
final class People {
  private static final String INSERT =
      "INSERT INTO person (id, name, name_key, full_name, birth_date, role, grants, until_us,"
          + " disabled, password, password_us, totp_step, totp_steady, made_us)"
          + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?)";

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
    return administrators(sql, "") > 0;
  }

  /// Whether somebody can administer for good.
  static boolean anyLastingAdministrator(Sql sql) {
    return administrators(sql, " AND until_us IS NULL") > 0;
  }

  private static long administrators(Sql sql, String also) {
    return sql.number(
        "SELECT count(*) FROM person WHERE role = 'ADMINISTRATOR' AND disabled = 0"
            + " AND (password IS NOT NULL"
            + " OR EXISTS (SELECT 1 FROM passkey WHERE passkey.person = person.id))"
            + also);
  }

  static Person insert(
      Sql sql,
      Ground ground,
      String name,
      String fullName,
      @Nullable LocalDate birthDate,
      @Nullable String hash,
      PersonChange given) {
    String id = ground.newId("u");
    insert(sql, ground, INSERT, id, name, fullName, birthDate, hash, given);
    return byId(sql, id).orElseThrow();
  }

  /// Somebody without a password, unless the name is taken.
  static void insertUnlessThere(Sql sql, Ground ground, String name, PersonChange given) {
    insert(
        sql,
        ground,
        INSERT + " ON CONFLICT (name_key) DO NOTHING",
        ground.newId("u"),
        name,
        "",
        null,
        null,
        given);
  }

  private static void insert(
      Sql sql,
      Ground ground,
      String statement,
      String id,
      String name,
      String fullName,
      @Nullable LocalDate birthDate,
      @Nullable String hash,
      PersonChange given) {
    long now = ground.clock().wallMicros();
    sql.update(
        statement,
        id,
        name,
        NewPerson.key(name),
        fullName,
        birthDate == null ? null : birthDate.toString(),
        given.role().name(),
        Person.grantsText(given.grants()),
        given.until() == null ? null : Person.micros(given.until()),
        given.disabled() ? 1 : 0,
        hash,
        now,
        now);
  }

  static void update(Sql sql, String id, PersonChange change) {
    sql.update(
        "UPDATE person SET role = ?, grants = ?, until_us = ?, disabled = ? WHERE id = ?",
        change.role().name(),
        Person.grantsText(change.grants()),
        change.until() == null ? null : Person.micros(change.until()),
        change.disabled() ? 1 : 0,
        id);
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
    return new PersonalWords(
        List.of(person.name(), person.fullName()), person.birthDate(), site.words());
  }
}
