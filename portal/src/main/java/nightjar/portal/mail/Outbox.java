package nightjar.portal.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
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
    Letter letter = Letters.write(to, language, kind, number, page, veto, text);
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
