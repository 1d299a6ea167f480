package nightjar.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.password.Judgement;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Role;

/// The way back in, for the recovery at the console and nobody else: no network handler may be given one of these.
/// Safe for any thread because the database is.
public final class Reset {
  private static final Duration REMEMBERED = Duration.ofDays(90);

  private final Ground ground;
  private final Passwords passwords;

  Reset(Ground ground, Passwords passwords) {
    this.ground = ground;
    this.passwords = passwords;
  }

  /// Hashes, in hexadecimal, of the printed recovery key that was used and of the one after it.
  public record KeyChange(String used, String next) {}

  /// The hash of the printed recovery key; empty when there is none.
  public Optional<String> printedKey() {
    return ground.database().read(PrintedKeys::hash);
  }

  /// The administrators' names, to choose from.
  public List<String> administrators() {
    return ground
        .database()
        .read(sql ->
            People.all(sql).stream()
                .filter(person -> person.role() == Role.ADMINISTRATOR)
                .map(Person::name)
                .toList());
  }

  public Judgement judge(String administrator, Password password) {
    return passwords.judge(new NewPerson(administrator, "", null, password));
  }

  /// In one transaction: the new password; the account enabled and without end; its second factors gone, for who lost the password
  /// may have lost them, and who stole it may have added theirs; every session, remembered device, API token, stream key and link of
  /// everybody ended; every lock-out lifted; and the note that `resetId` happened. False when there is no such administrator.
  ///
  /// `evidence` goes to the audit log: which request, approved by whom.
  ///
  /// With `key`, the printed recovery key must still be the one that was used; the new one takes its place. Without, it is gone.
  public boolean replacePassword(
      String administrator,
      Password password,
      String resetId,
      String evidence,
      Optional<KeyChange> key) {
    String hash = passwords.hashNow(password);
    boolean done =
        ground
            .audit()
            .write(sql -> {
              Optional<Person> found =
                  People.byName(sql, administrator).filter(p -> p.role() == Role.ADMINISTRATOR);
              if (found.isEmpty() || key.filter(k -> !PrintedKeys.is(sql, k.used())).isPresent()) {
                return false;
              }
              String id = found.get().id();
              People.setPassword(sql, ground, id, hash);
              sql.update(
                  "UPDATE person SET disabled = 0, until_us = NULL, totp = NULL, totp_new = NULL"
                      + " WHERE id = ?",
                  id);
              sql.update("DELETE FROM passkey WHERE person = ?", id);
              sql.update("DELETE FROM recovery_code WHERE person = ?", id);
              remember(sql, id);
              List.of("session", "device", "api_token", "stream_key", "link", "throttle", "network")
                  .forEach(table -> sql.update("DELETE FROM " + table));
              key.ifPresent(k -> PrintedKeys.replace(sql, k.next(), "console"));
              sql.update(
                  "INSERT INTO reset_done (id, at_us) VALUES (?, ?)",
                  resetId,
                  ground.clock().wallMicros());
              note(sql, "reset.password", id, evidence);
              return true;
            });
    ground.changed();
    return done;
  }

  /// What a reset ended, for whoever still shows it ([Sessions#endedByReset]); of older resets for as long as somebody may be away.
  private void remember(Sql sql, String administrator) {
    long now = ground.clock().wallMicros();
    sql.update("DELETE FROM reset_session WHERE at_us < ?", now - REMEMBERED.toNanos() / 1_000);
    for (String table : List.of("session", "api_token")) {
      sql.update(
          "INSERT INTO reset_session (hash, person, own, at_us) SELECT hash, person,"
              + " CASE WHEN person = ? THEN 1 ELSE 0 END, ? FROM "
              + table,
          administrator,
          now);
    }
  }

  /// Whether [#replacePassword] with this id was committed; asked after a power cut.
  public boolean happened(String resetId) {
    return ground
        .database()
        .read(sql -> sql.number("SELECT count(*) FROM reset_done WHERE id = ?", resetId) > 0);
  }

  /// Lifts every lock-out; changes no password.
  public void unlock(String evidence) {
    ground
        .audit()
        .write(sql -> {
          int lanes = sql.update("DELETE FROM throttle");
          note(sql, "reset.unlock", "", evidence);
          return lanes;
        });
  }

  private void note(Sql sql, String act, String object, String evidence) {
    ground
        .audit()
        .append(
            sql,
            new Entry("console", "console", act, object, "console", Entry.Outcome.DONE, evidence));
  }
}
