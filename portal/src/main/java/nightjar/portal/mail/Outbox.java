package nightjar.portal.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Database;
import nightjar.accounts.db.Sql;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;

/// Letters that wait: put down in the transaction that they tell of, sealed, and sent afterwards, again and again until the mail
/// server takes them ([Post]). Safe for any thread because the database is.
public final class Outbox {
  private static final int AT_ONCE = 200;
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  /// An hour apart at the end: about a week of tries.
  private static final int MOST_TRIES = 180;

  private static final String CONTEXT = "letter";
  private static final int TEXTS_A_DAY = 10;
  private static final int CODES_A_DAY = 3;
  private static final int CODES_A_DAY_OF_ONE = 5;
  private static final int CODES_A_DAY_OF_ALL = 500;
  private static final long DAY_MICROS = Duration.ofDays(1).toNanos() / 1_000;

  /// A letter whose time has come.
  public record Waiting(long id, int tries, Letter letter) {}

  private record Row(long id, int tries, String sealed) {}

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

  /// The same in both languages.
  public void putBoth(
      Sql sql,
      String to,
      String language,
      Letters.Kind kind,
      String number,
      String page,
      String veto,
      String text) {
    put(sql, Letters.writeBoth(to, language, kind, number, page, veto, text));
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

  /// A notification in a browser.
  ///
  /// @param id of the subscription, `page` and `veto` below the portal's address
  public void putPush(
      Sql sql,
      String id,
      String language,
      Letters.Kind kind,
      String request,
      String page,
      String veto) {
    put(sql, Letters.push(id, language, kind, request, page, veto));
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
        "INSERT INTO letter (channel, sealed, made_us, tries, next_us) VALUES (?, ?, ?, 0, ?)",
        letter.channel().name(),
        vault.seal(CONTEXT, json.writeLine(letter).getBytes(UTF_8)),
        clock.wallMicros(),
        clock.wallMicros());
  }

  /// What is due on a channel, oldest first.
  public List<Waiting> due(Channel channel) {
    List<Row> rows =
        database.read(sql ->
            sql.query(
                "SELECT id, tries, sealed FROM letter WHERE channel = ? AND next_us <= ? ORDER BY id LIMIT ?",
                row -> new Row(row.getLong(1), row.getInt(2), row.getString(3)),
                channel.name(),
                clock.wallMicros(),
                AT_ONCE));
    return rows.stream().flatMap(row -> open(row).stream()).toList();
  }

  private Optional<Waiting> open(Row row) {
    Optional<Waiting> opened =
        vault
            .unseal(CONTEXT, row.sealed)
            .map(plain -> json.read(new String(plain, UTF_8), Letter.class, "a letter"))
            .map(letter -> new Waiting(row.id, row.tries, letter));
    if (opened.isEmpty()) {
      failed(
          row.id,
          row.tries,
          Fault.of(
              Fault.Kind.CORRUPT,
              "a letter cannot be unsealed",
              "Put back secret.key from a copy."));
    }
    return opened;
  }

  /// Sends one, or puts it off. A portal that ends between the two sends it once more: twice is better than never.
  public void send(Mailer mailer, Waiting each) {
    try {
      mailer.send(each.letter);
    } catch (Fault fault) {
      failed(each.id, each.tries, fault);
      return;
    }
    database.write(sql -> sql.update("DELETE FROM letter WHERE id = ?", each.id));
  }

  private void failed(long id, int tries, Fault fault) {
    log.log(PortalEvent.LETTER_WAITS, "letter " + id, fault.getMessage() + ". " + fault.advice());
    boolean never = fault.kind() != Fault.Kind.UNREACHABLE || tries >= MOST_TRIES;
    long wait = Math.min(LONGEST_WAIT.toSeconds(), 10L << Math.min(tries, 10)) * 1_000_000;
    database.write(sql ->
        never
            ? sql.update("DELETE FROM letter WHERE id = ?", id)
            : sql.update(
                "UPDATE letter SET tries = tries + 1, next_us = ? WHERE id = ?",
                clock.wallMicros() + wait,
                id));
  }
}
