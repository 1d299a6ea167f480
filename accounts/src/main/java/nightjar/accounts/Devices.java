package nightjar.accounts;

import java.time.Duration;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.accounts.throttle.Networks;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;

/// Browsers that asked to be remembered, and networks that somebody signed in from before: what tells the owner from a stranger
/// while a stranger guesses. Neither opens anything by itself. Owned by whoever is in the transaction.
final class Devices {
  private static final Duration REMEMBERED = Duration.ofDays(180);
  private static final int MOST_PER_PERSON = 20;

  /// An id that no person has.
  private static final String NOBODY = "";

  enum Standing {
    REMEMBERED_DEVICE,
    KNOWN_NETWORK,
    STRANGER
  }

  private final Ground ground;

  Devices(Ground ground) {
    this.ground = ground;
  }

  /// Asks the same of the tables for a name that nobody has, so that a stranger's wait does not tell which are known.
  Standing standing(Sql sql, Optional<Person> person, Client client) {
    if (client.address() == null) {
      return Standing.STRANGER;
    }
    String id = person.map(Person::id).orElse(NOBODY);
    boolean remembered =
        sql.number(
                "SELECT count(*) FROM device WHERE hash = ? AND person = ? AND made_steady > ?",
                hash(client),
                id,
                ground.steady().micros(REMEMBERED.negated()))
            > 0;
    if (remembered) {
      return Standing.REMEMBERED_DEVICE;
    }
    long known =
        sql.number(
            "SELECT count(*) FROM network WHERE person = ? AND network = ?",
            id,
            Networks.of(client.address()));
    return known > 0 ? Standing.KNOWN_NETWORK : Standing.STRANGER;
  }

  /// Of the cookie the client brought; of nothing when it brought none.
  static String hash(Client client) {
    return Token.parse(client.deviceCookie(), TokenKind.DEVICE).map(Token::hash).orElse("");
  }

  String remember(Sql sql, Person person, Client client) {
    Token token = Token.make(TokenKind.DEVICE, ground.random());
    sql.update("DELETE FROM device WHERE hash = ? AND person = ?", hash(client), person.id());
    sql.update(
        "INSERT INTO device (hash, person, made_steady, label) VALUES (?, ?, ?, ?)",
        token.hash(),
        person.id(),
        ground.steady().micros(),
        client.device());
    sql.update(
        "DELETE FROM device WHERE person = ? AND hash NOT IN"
            + " (SELECT hash FROM device WHERE person = ? ORDER BY made_steady DESC LIMIT ?)",
        person.id(),
        person.id(),
        MOST_PER_PERSON);
    return token.text();
  }

  void knowNetwork(Sql sql, Person person, Client client) {
    if (client.address() == null) {
      return;
    }
    sql.update(
        "INSERT INTO network (person, network, seen_us) VALUES (?, ?, ?)"
            + " ON CONFLICT (person, network) DO UPDATE SET seen_us = excluded.seen_us",
        person.id(),
        Networks.of(client.address()),
        ground.clock().wallMicros());
    sql.update(
        "DELETE FROM network WHERE person = ? AND network NOT IN"
            + " (SELECT network FROM network WHERE person = ? ORDER BY seen_us DESC LIMIT ?)",
        person.id(),
        person.id(),
        MOST_PER_PERSON);
  }
}
