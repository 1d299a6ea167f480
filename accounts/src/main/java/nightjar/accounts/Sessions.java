package nightjar.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.SessionInfo.Proof;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.db.Sql;
import nightjar.accounts.rights.Rights;
import nightjar.accounts.rights.SiteAct;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;
import org.jspecify.annotations.Nullable;

/// Who is signed in. A session is a row; its cookie is a random token of which the row has the hash; deleting the row ends it.
/// Safe for any thread because the database is.
public final class Sessions {
  /// A request moves "last seen" on at most this often: reading stays reading.
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

  private static final int MOST_PER_PERSON = 50;
  private static final int LONGEST_PURPOSE = 200;

  private final Ground ground;

  Sessions(Ground ground) {
    this.ground = ground;
  }

  private record Row(
      Person person,
      String id,
      long made,
      long seen,
      long proved,
      String purpose,
      String address) {}

  /// Whose session this cookie is, if it is one, has not ended, and its person may still sign in.
  public Optional<Caller> caller(String cookie, Client client) {
    return Token.parse(cookie, TokenKind.SESSION)
        .flatMap(token -> find("session.hash = ?", token.hash()))
        .map(row -> {
          touch(row, client);
          return toCaller(row);
        });
  }

  /// The same by the session's id, for a view that has lasted since its cookie was shown; its idle time goes on.
  public Optional<Caller> byId(String sessionId) {
    return find("session.id = ?", sessionId).map(this::toCaller);
  }

  /// Tells who shows the cookie of a session, or the token of a program, that it was ended by a reset, and when; empty for everything else, as
  /// for what was never one. Nobody else can ask: it takes the 256 bits themselves.
  public Optional<EndedByReset> endedByReset(String secret) {
    return Token.parse(secret, TokenKind.SESSION)
        .or(() -> Token.parse(secret, TokenKind.API))
        .flatMap(token ->
            ground
                .database()
                .read(sql ->
                    sql.first(
                        "SELECT name, own, reset_session.at_us FROM reset_session"
                            + " JOIN person ON person.id = reset_session.person WHERE hash = ?",
                        row ->
                            new EndedByReset(
                                row.getString(1),
                                row.getInt(2) == 1,
                                Person.fromMicros(row.getLong(3))),
                        token.hash())));
  }

  private Optional<Row> find(String where, String argument) {
    return ground
        .database()
        .read(sql ->
            sql.first(
                "SELECT "
                    + Person.COLUMNS
                    + ", session.id, made_steady, seen_steady, proved_steady, purpose, address"
                    + " FROM session JOIN person ON person.id = session.person WHERE "
                    + where,
                Sessions::row,
                argument))
        .filter(this::alive);
  }

  private static Row row(ResultSet row) throws SQLException {
    return new Row(
        Person.read(row),
        row.getString(14),
        row.getLong(15),
        row.getLong(16),
        row.getLong(17),
        row.getString(18),
        row.getString(19));
  }

  private boolean alive(Row row) {
    AccountsConfig config = ground.config();
    return row.person.active(ground.now())
        && ground.steady().since(row.seen).compareTo(config.idle()) < 0
        && ground.steady().since(row.made).compareTo(config.longest()) < 0;
  }

  private Caller toCaller(Row row) {
    return new Caller(
        row.person.subject(null, row.purpose, ground.config().site().get().zone()),
        Caller.Via.SESSION,
        row.id,
        ground.steady().since(row.proved).compareTo(ground.config().recent()) < 0,
        row.address);
  }

  private void touch(Row row, Client client) {
    if (ground.steady().since(row.seen).compareTo(SEEN_EVERY) < 0) {
      return;
    }
    ground
        .database()
        .<@Nullable Void>write(sql -> {
          sql.update(
              "UPDATE session SET seen_us = ?, seen_steady = ?, address = ? WHERE id = ?",
              ground.clock().wallMicros(),
              ground.steady().micros(),
              client.where(),
              row.id);
          ground.steady().save(sql);
          return null;
        });
  }

  /// Part of the transaction of a sign-in. Old sessions of a person beyond fifty make room.
  SignedIn begin(Sql sql, Person person, Proof proof, Client client, String deviceCookie) {
    Token token = Token.make(TokenKind.SESSION, ground.random());
    String id = ground.newId("s");
    long wall = ground.clock().wallMicros();
    long steady = ground.steady().micros();
    dropOver(sql, person);
    sql.update(
        "INSERT INTO session (id, hash, person, made_us, seen_us, made_steady, seen_steady,"
            + " proved_steady, proof, device, address, purpose)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '')",
        id,
        token.hash(),
        person.id(),
        wall,
        wall,
        steady,
        steady,
        steady,
        proof.name(),
        client.device(),
        client.where());
    sql.update("UPDATE person SET seen_us = ? WHERE id = ?", wall, person.id());
    ground.steady().save(sql);
    ground
        .audit()
        .append(
            sql,
            Ground.entry(person, "session.begin", id, client, Entry.Outcome.DONE, proof.name()));
    Caller caller =
        new Caller(
            person.subject(null, "", ground.config().site().get().zone()),
            Caller.Via.SESSION,
            id,
            true,
            client.where());
    return new SignedIn(token.text(), deviceCookie, caller);
  }

  /// The caller has proved again who they are: the session goes on under a new cookie. Part of a transaction; empty when it has ended.
  Optional<SignedIn> prove(Sql sql, Person person, Caller caller, Client client) {
    Token token = Token.make(TokenKind.SESSION, ground.random());
    int rows =
        sql.update(
            "UPDATE session SET hash = ?, proved_steady = ? WHERE id = ? AND person = ?",
            token.hash(),
            ground.steady().micros(),
            caller.id(),
            person.id());
    if (rows == 0) {
      return Optional.empty();
    }
    ground.steady().save(sql);
    ground
        .audit()
        .append(
            sql,
            Ground.entry(person, "session.prove", caller.id(), client, Entry.Outcome.DONE, ""));
    Caller proved = new Caller(caller.subject(), caller.via(), caller.id(), true, client.where());
    return Optional.of(new SignedIn(token.text(), "", proved));
  }

  private void dropOver(Sql sql, Person person) {
    long steady = ground.steady().micros();
    sql.update(
        "DELETE FROM session WHERE seen_steady <= ? OR made_steady <= ?",
        steady - ground.config().idle().toNanos() / 1_000,
        steady - ground.config().longest().toNanos() / 1_000);
    sql.update(
        "DELETE FROM session WHERE person = ? AND id NOT IN"
            + " (SELECT id FROM session WHERE person = ? ORDER BY seen_steady DESC LIMIT ?)",
        person.id(),
        person.id(),
        MOST_PER_PERSON - 1);
  }

  /// Newest first. Only sessions that are alive.
  public List<SessionInfo> list(String personId) {
    long steady = ground.steady().micros();
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT id, device, address, made_us, seen_us, proof FROM session"
                    + " WHERE person = ? AND seen_steady > ? AND made_steady > ?"
                    + " ORDER BY seen_steady DESC",
                row ->
                    new SessionInfo(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Person.fromMicros(row.getLong(4)),
                        Person.fromMicros(row.getLong(5)),
                        Proof.valueOf(row.getString(6))),
                personId,
                steady - ground.config().idle().toNanos() / 1_000,
                steady - ground.config().longest().toNanos() / 1_000));
  }

  /// Ends one session of the caller's own, or of anybody's for who manages users. False when there is none such.
  public boolean end(Caller caller, String sessionId) {
    return ended(
            ground
                .audit()
                .write(sql -> {
                  boolean theirs =
                      sql.first(
                              "SELECT person FROM session WHERE id = ?",
                              row -> row.getString(1),
                              sessionId)
                          .filter(person -> mayEnd(caller, person))
                          .isPresent();
                  return theirs ? delete(sql, caller, sessionId, "id = ?", sessionId) : 0;
                }))
        > 0;
  }

  /// Ends all sessions of `personId` but the one the caller speaks in; returns how many.
  public int endOthers(Caller caller, String personId) {
    if (!mayEnd(caller, personId)) {
      return 0;
    }
    return ended(
        ground
            .audit()
            .write(sql ->
                delete(sql, caller, personId, "person = ? AND id <> ?", personId, caller.id())));
  }

  private boolean mayEnd(Caller caller, String personId) {
    return caller.subject().id().equals(personId)
        || Rights.may(caller.subject(), SiteAct.MANAGE_USERS, ground.now());
  }

  private int delete(Sql sql, Caller caller, String object, String where, Object... arguments) {
    int rows = sql.update("DELETE FROM session WHERE " + where, arguments);
    if (rows > 0) {
      ground.audit().append(sql, Ground.entry(caller, "session.end", object, rows + " ended"));
    }
    return rows;
  }

  private int ended(int count) {
    if (count > 0) {
      ground.changed();
    }
    return count;
  }

  /// Says why this session looks, for grants that are bound to a purpose; kept in the audit log.
  public void declare(Caller caller, String purpose) {
    String kept = purpose.substring(0, Math.min(purpose.length(), LONGEST_PURPOSE));
    ground
        .audit()
        .<@Nullable Void>write(sql -> {
          sql.update("UPDATE session SET purpose = ? WHERE id = ?", kept, caller.id());
          ground.audit().append(sql, Ground.entry(caller, "session.purpose", caller.id(), kept));
          return null;
        });
  }
}
