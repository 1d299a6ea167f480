package nightjar.portal.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import nightjar.accounts.db.Database;
import nightjar.accounts.db.Sql;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;

/// Letters that wait: put down in the transaction that they tell of, sealed, and sent afterwards, again and again until the mail
/// server takes them. Safe for any thread because the database is; one thread should send.
public final class Outbox {
  private static final int AT_ONCE = 20;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /// An hour apart at the end: about a week of tries.
  private static final int MOST_TRIES = 180;

  private static final int TEXTS_A_DAY = 10;
  private static final int CODES_A_DAY = 3;
  private static final int CODES_A_DAY_OF_ONE = 5;
  private static final int CODES_A_DAY_OF_ALL = 500;
  private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;

  private record Waiting(long id, String sealed, int tries) {}

  private final Database database;
  private final Vault vault;
  private final Clock clock;
  private final EventLog log;
  private final Json json = new Json();

  public Outbox(Database database, Vault vault, Clock clock, EventLog log) {
    this.database = database;
    this.vault = vault;
    this.clock = clock;
    this.log = log;
  }

  public void put(
      Sql sql,
      String to,
      String language,
      Letters.Kind kind,
      String number,
      String page,
      String veto,
      String text) {
    put(sql, Letters.write(to, language, kind, number, page, veto, text));
  }

  /// A text message, unless the number had its fill today: letters go on, and nobody's telephone is a toy.
  ///
  /// @param number of the telephone, and `request` that of what it is about
  public void putText(
      Sql sql, String number, String language, Letters.Kind kind, String request, String veto) {
    if (counts(sql, "number " + number, TEXTS_A_DAY)) {
      put(sql, Letters.text(number, language, kind, request, veto));
    }
  }

  /// A code to a number that `person` says is theirs; false when there were too many today, to the number, by the person or by
  /// everybody together: those who are paid for calls to their own numbers ask for thousands.
  public boolean putCode(Sql sql, String number, String person, String language, String code) {
    boolean allowed =
        counts(sql, "code " + number, CODES_A_DAY)
            && counts(sql, "code " + person, CODES_A_DAY_OF_ONE)
            && counts(sql, "code", CODES_A_DAY_OF_ALL);
    if (allowed) {
      put(sql, Letters.code(number, language, code));
    }
    return allowed;
  }

  /// One more today; false when that is more than `most`. The database does not learn the number.
  private boolean counts(Sql sql, String what, int most) {
    long day = clock.wallMicros() / DAY_MICROS;
    String name = HexFormat.of().formatHex(vault.sign("text count", what.getBytes(UTF_8)));
    sql.update("DELETE FROM text_count WHERE day < ?", day);
    sql.update(
        "INSERT INTO text_count (name, day, sent) VALUES (?, ?, 1)"
            + " ON CONFLICT (name, day) DO UPDATE SET sent = text_count.sent + 1",
        name,
        day);
    return sql.number("SELECT sent FROM text_count WHERE name = ? AND day = ?", name, day) <= most;
  }

  private void put(Sql sql, Letter letter) {
    sql.update(
        "INSERT INTO letter (sealed, made_us, tries, next_us) VALUES (?, ?, 0, ?)",
        vault.seal("letter", json.writeLine(letter).getBytes(UTF_8)),
        clock.wallMicros(),
        clock.wallMicros());
  }

  /// Sends what is due; returns how many went.
  public int send(Mailer mailer) {
    List<Waiting> due =
        database.read(sql ->
            sql.query(
                "SELECT id, sealed, tries FROM letter WHERE next_us <= ? ORDER BY id LIMIT ?",
                row -> new Waiting(row.getLong(1), row.getString(2), row.getInt(3)),
                clock.wallMicros(),
                AT_ONCE));
    int sent = 0;
    for (Waiting each : due) {
      sent += send(mailer, each) ? 1 : 0;
    }
    return sent;
  }

  private boolean send(Mailer mailer, Waiting each) {
    try {
      String text = new String(vault.unseal("letter", each.sealed).orElseThrow(this::lost), UTF_8);
      mailer.send(json.read(text, Letter.class, "a letter"));
      return database.write(sql -> sql.update("DELETE FROM letter WHERE id = ?", each.id)) > 0;
    } catch (Fault fault) {
      log.log(
          PortalEvent.LETTER_WAITS,
          "letter " + each.id,
          fault.getMessage() + ". " + fault.advice());
      boolean never = fault.kind() != Fault.Kind.UNREACHABLE || each.tries >= MOST_TRIES;
      long wait = Math.min(LONGEST_WAIT.toSeconds(), 10L << Math.min(each.tries, 10)) * 1_000_000;
      database.write(sql ->
          never
              ? sql.update("DELETE FROM letter WHERE id = ?", each.id)
              : sql.update(
                  "UPDATE letter SET tries = tries + 1, next_us = ? WHERE id = ?",
                  clock.wallMicros() + wait,
                  each.id));
      return false;
    }
  }

  private Fault lost() {
    return Fault.of(
        Fault.Kind.CORRUPT, "a letter cannot be unsealed", "Put back secret.key from a copy.");
  }
}
