package nightjar.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import nightjar.accounts.rights.Grant;
import nightjar.accounts.rights.Role;
import nightjar.accounts.rights.Scope;
import nightjar.accounts.rights.Subject;
import nightjar.base.json.Json;
import org.jspecify.annotations.Nullable;

/// A row of `person`, with what nobody else may see.
record Person(
    String id,
    String name,
    String fullName,
    @Nullable LocalDate birthDate,
    Role role,
    List<Grant> grants,
    @Nullable Instant until,
    boolean disabled,
    @Nullable String password,
    @Nullable String totp,
    Instant made,
    @Nullable Instant seen,
    int passkeys) {
  static final String COLUMNS =
      "person.id, person.name, person.full_name, person.birth_date, person.role, person.grants,"
          + " person.until_us, person.disabled, person.password, person.totp,"
          + " person.made_us, person.seen_us,"
          + " (SELECT count(*) FROM passkey WHERE passkey.person = person.id)";

  private static final Json JSON = new Json();

  private record Grants(List<Grant> grants) {}

  /// Reads [#COLUMNS], which are the row's first.
  static Person read(ResultSet row) throws SQLException {
    @Nullable String born = row.getString(4);
    return new Person(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        born == null ? null : LocalDate.parse(born),
        Role.valueOf(row.getString(5)),
        JSON.read(row.getString(6), Grants.class, "person.grants").grants(),
        instant(row, 7),
        row.getInt(8) != 0,
        row.getString(9),
        row.getString(10),
        fromMicros(row.getLong(11)),
        instant(row, 12),
        row.getInt(13));
  }

  static String grantsText(List<Grant> grants) {
    return JSON.writeLine(new Grants(grants));
  }

  boolean active(Instant now) {
    return !disabled && (until == null || now.isBefore(until));
  }

  Subject subject(@Nullable Scope scope, String purpose, ZoneId zone) {
    return new Subject(id, name, role, grants, until, scope, purpose, zone);
  }

  User user() {
    return new User(
        id,
        name,
        fullName,
        role,
        grants,
        until,
        disabled,
        password != null,
        totp != null,
        passkeys,
        made,
        seen);
  }

  static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
    long micros = row.getLong(column);
    return row.wasNull() ? null : fromMicros(micros);
  }

  static Instant fromMicros(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }
}
