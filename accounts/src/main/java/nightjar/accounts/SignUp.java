package nightjar.accounts;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.rights.Role;
import nightjar.accounts.throttle.Lane;
import nightjar.accounts.throttle.Networks;
import nightjar.accounts.throttle.Throttle;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;

/// Making an account by oneself, or a new password for it: a link goes to the address, and whoever reads the mail there sets the
/// password ([Links#use]). Known and unknown addresses take the same steps, so that nobody learns which are known.
/// Safe for any thread because the database is.
public final class SignUp {
  private static final Duration LINK = Duration.ofHours(24);
  private static final int LONGEST_LOCAL = 64;

  /// What goes into the mail.
  ///
  /// @param known somebody signed up with this address before
  public record Offer(String address, String token, boolean known) {}

  private final Ground ground;
  private final Throttle throttle;

  SignUp(Ground ground, Throttle throttle) {
    this.ground = ground;
    this.throttle = throttle;
  }

  /// Whether mail could be sent there at all.
  public static boolean isAddress(String text) {
    int at = text.indexOf('@');
    return NewPerson.usable(text)
        && at > 0
        && at <= LONGEST_LOCAL
        && at == text.lastIndexOf('@')
        && text.indexOf('.', at) > at + 1
        && !text.endsWith(".")
        && text.indexOf(' ') < 0;
  }

  /// A link for `address`, which makes the one before worthless. Empty when too many were asked for: the caller says the same
  /// either way.
  public Optional<Offer> offer(String address, Client client) {
    Token token = Token.make(TokenKind.RESET, ground.random());
    return ground
        .audit()
        .write(sql -> {
          if (!throttle.charge(sql, lanes(address, client)).granted()) {
            return Optional.empty();
          }
          forgetUnconfirmed(sql);
          Person person = thereOrMade(sql, address);
          sql.update("DELETE FROM link WHERE person = ?", person.id());
          sql.update(
              "INSERT INTO link (hash, kind, person, made_by, until_steady) VALUES (?, ?, ?, ?, ?)",
              token.hash(),
              TokenKind.RESET.name(),
              person.id(),
              "self",
              ground.steady().micros(LINK));
          ground.steady().save(sql);
          ground
              .audit()
              .append(
                  sql,
                  Ground.entry(person, "link.self", person.id(), client, Entry.Outcome.DONE, ""));
          return Optional.of(new Offer(person.name(), token.text(), person.password() != null));
        });
  }

  /// In the same steps either way.
  private Person thereOrMade(Sql sql, String address) {
    People.insertUnlessThere(
        sql, ground, address, new PersonChange(Role.VIEWER, List.of(), null, false));
    return People.byName(sql, address).orElseThrow();
  }

  /// Addresses that nobody confirmed within a week were typed by somebody else, or wrong.
  private void forgetUnconfirmed(Sql sql) {
    sql.update(
        "DELETE FROM person WHERE role = ? AND password IS NULL AND made_us < ?"
            + " AND NOT EXISTS (SELECT 1 FROM passkey WHERE passkey.person = person.id)",
        Role.VIEWER.name(),
        ground.clock().wallMicros() - Duration.ofDays(7).toNanos() / 1_000);
  }

  /// Nobody's mailbox is filled by a stranger, and no network fills many.
  private static List<Lane> lanes(String address, Client client) {
    String network = client.address() == null ? "console" : Networks.of(client.address());
    return List.of(
        new Lane("mail " + NewPerson.key(address), 3, Duration.ofHours(1)),
        new Lane("mails " + network, 20, Duration.ofMinutes(15)));
  }
}
