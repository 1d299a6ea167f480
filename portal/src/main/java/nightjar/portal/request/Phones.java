package nightjar.portal.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nightjar.accounts.db.Sql;
import nightjar.portal.mail.Letters;
import nightjar.portal.mail.Outbox;

/// Telephone numbers to which an account is told of requests, beside its address. A number counts once the code sent to it came
/// back, so that nobody makes the portal write to strangers; and it is told for a month more after it was taken away, so that
/// whoever took the account over cannot silence its owner. Safe for any thread because the database is.
public final class Phones {
  private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{7,14}");
  private static final int MOST = 3;
  private static final int TRIES = 5;
  private static final int CODE_BELOW = 1_000_000;
  private static final int ID_BYTES = 8;
  private static final Duration CODE_LIVES = Duration.ofMinutes(10);
  private static final Duration TOLD_AFTER = Duration.ofDays(30);

  /// A number of somebody's.
  ///
  /// @param ending the last four digits, which is all that is shown again
  public record Phone(String id, String ending, boolean confirmed) {}

  /// What became of a number that somebody entered.
  public sealed interface Added {
    /// A code is on its way.
    record Sent(Phone phone) implements Added {}

    /// E.164 wants `+` and at most 15 digits.
    record NotANumber() implements Added {}

    /// Numbers of this account, or messages of today.
    record TooMany() implements Added {}
  }

  /// What became of a code that somebody typed.
  public enum Confirmed {
    YES,
    WRONG_CODE,
    /// Used up, run out, or never there.
    GONE
  }

  private record Row(
      String id,
      String sealed,
      String code,
      String language,
      int tries,
      long made,
      long confirmed,
      long removed) {
    private static final String COLUMNS =
        "id, sealed, code, language, tries, made_us, confirmed_us, removed_us";

    static Row read(ResultSet row) throws SQLException {
      return new Row(
          row.getString(1),
          row.getString(2),
          row.getString(3),
          row.getString(4),
          row.getInt(5),
          row.getLong(6),
          row.getLong(7),
          row.getLong(8));
    }
  }

  private final Ground ground;
  private final Outbox outbox;

  public Phones(Ground ground, Outbox outbox) {
    this.ground = ground;
    this.outbox = outbox;
  }

  /// Sends a code to the number. The account is told of it by letter once the code comes back.
  public Added add(Who who, String text, String language) {
    String number = text.replaceAll("[ ()./-]", "");
    if (!E164.matcher(number).matches()) {
      return new Added.NotANumber();
    }
    return ground
        .audit()
        .write(sql -> {
          sql.update(
              "DELETE FROM phone WHERE person = ? AND confirmed_us = 0 AND made_us < ?",
              who.id(),
              ground.now() - Ground.micros(CODE_LIVES));
          String code = "%06d".formatted(ground.random().nextInt(CODE_BELOW));
          if (rows(sql, who.id()).stream().filter(row -> row.removed == 0).count() >= MOST
              || !outbox.putCode(sql, number, who.id(), language, code)) {
            return new Added.TooMany();
          }
          byte[] bytes = new byte[ID_BYTES];
          ground.random().nextBytes(bytes);
          String id = "t_" + HexFormat.of().formatHex(bytes);
          sql.update(
              "INSERT INTO phone (" + Row.COLUMNS + ", person) VALUES (?, ?, ?, ?, 0, ?, 0, 0, ?)",
              id,
              ground.vault().seal(context(id), number.getBytes(UTF_8)),
              ground.vault().seal(codeContext(id), code.getBytes(UTF_8)),
              language,
              ground.now(),
              who.id());
          ground.audit().append(sql, who.did("phone.add", id, ""));
          return new Added.Sent(new Phone(id, ending(number), false));
        });
  }

  /// The try is written down before the code is compared.
  public Confirmed confirm(Who who, String id, String code) {
    return ground
        .audit()
        .write(sql -> {
          Optional<Row> row =
              row(sql, who.id(), id)
                  .filter(r -> r.confirmed == 0 && r.tries < TRIES)
                  .filter(r -> r.made >= ground.now() - Ground.micros(CODE_LIVES));
          if (row.isEmpty()) {
            return Confirmed.GONE;
          }
          sql.update("UPDATE phone SET tries = tries + 1 WHERE id = ?", id);
          byte[] expected =
              ground.vault().unseal(codeContext(id), row.get().code).orElse(new byte[0]);
          if (!MessageDigest.isEqual(expected, code.strip().getBytes(UTF_8))) {
            return Confirmed.WRONG_CODE;
          }
          tellChange(sql, who, row.get().language, Letters.Kind.PHONE_ADDED);
          sql.update("UPDATE phone SET confirmed_us = ?, code = '' WHERE id = ?", ground.now(), id);
          ground.audit().append(sql, who.did("phone.confirm", id, ""));
          return Confirmed.YES;
        });
  }

  /// Whether it was there.
  public boolean remove(Who who, String id) {
    return ground
        .audit()
        .write(sql -> {
          Optional<Row> row = row(sql, who.id(), id).filter(r -> r.removed == 0);
          row.ifPresent(found -> {
            if (found.confirmed == 0) {
              sql.update("DELETE FROM phone WHERE id = ?", id);
              return;
            }
            tellChange(sql, who, found.language, Letters.Kind.PHONE_REMOVED);
            sql.update("UPDATE phone SET removed_us = ? WHERE id = ?", ground.now(), id);
            ground.audit().append(sql, who.did("phone.remove", id, ""));
          });
          return row.isPresent();
        });
  }

  public List<Phone> of(String person) {
    return ground
        .database()
        .read(sql ->
            rows(sql, person).stream()
                .filter(row -> row.removed == 0)
                .map(row -> new Phone(row.id, ending(number(row)), row.confirmed > 0))
                .toList());
  }

  /// A number that is told, in the language in which it was entered.
  record Told(String number, String language) {}

  /// Where messages to this account go.
  List<Told> told(Sql sql, String person) {
    long since = ground.now() - Ground.micros(TOLD_AFTER);
    Set<String> seen = new HashSet<>();
    return rows(sql, person).stream()
        .filter(row -> row.confirmed > 0 && (row.removed == 0 || row.removed > since))
        .map(row -> new Told(number(row), row.language))
        .filter(told -> seen.add(told.number))
        .toList();
  }

  /// To the address, and to the numbers of before.
  private void tellChange(Sql sql, Who who, String language, Letters.Kind kind) {
    String page = ground.address() + "/account";
    outbox.put(sql, who.name(), language, kind, "", page, "", "");
    told(sql, who.id())
        .forEach(told -> outbox.putText(sql, told.number, told.language, kind, "", ""));
  }

  private static List<Row> rows(Sql sql, String person) {
    return sql.query(
        "SELECT " + Row.COLUMNS + " FROM phone WHERE person = ? ORDER BY made_us",
        Row::read,
        person);
  }

  private static Optional<Row> row(Sql sql, String person, String id) {
    return rows(sql, person).stream().filter(row -> row.id.equals(id)).findFirst();
  }

  private String number(Row row) {
    return ground
        .vault()
        .unseal(context(row.id), row.sealed)
        .map(plain -> new String(plain, UTF_8))
        .orElse("");
  }

  private static String ending(String number) {
    return number.substring(Math.max(0, number.length() - 4));
  }

  private static String context(String id) {
    return "phone " + id;
  }

  private static String codeContext(String id) {
    return "phone code " + id;
  }
}
