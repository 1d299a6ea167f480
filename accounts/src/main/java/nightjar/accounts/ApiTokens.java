package nightjar.accounts;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.rights.Scope;
import nightjar.accounts.token.Token;
import nightjar.accounts.token.TokenKind;
import nightjar.base.json.Json;
import org.jspecify.annotations.Nullable;

/// Tokens for programs: what their person may do, narrowed to a scope, for a while. Safe for any thread because the database is.
public final class ApiTokens {
  private static final Duration LONGEST_LIFE = Duration.ofDays(400);
  private static final Duration SEEN_EVERY = Duration.ofMinutes(1);
  private static final Json JSON = new Json();

  public record TokenInfo(
      String id, String label, Scope scope, Instant made, Instant until, @Nullable Instant seen) {}

  /// `text` is shown once.
  public record Created(TokenInfo info, String text) {}

  private record Row(Person person, TokenInfo info, long untilSteady) {}

  private final Ground ground;
  private final Guard guard;
  private final OwnKeys keys;

  ApiTokens(Ground ground, Guard guard) {
    this.ground = ground;
    this.guard = guard;
    this.keys = new OwnKeys(ground, guard, "api_token", "token");
  }

  public Outcome<Created> create(Caller caller, String label, Scope scope, Duration life) {
    Optional<Outcome<Created>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    Duration bounded = life.compareTo(LONGEST_LIFE) < 0 ? life : LONGEST_LIFE;
    Token token = Token.make(TokenKind.API, ground.random());
    Instant now = ground.now();
    var info =
        new TokenInfo(ground.newId("t"), OwnKeys.label(label), scope, now, now.plus(bounded), null);
    return ground
        .audit()
        .write(sql -> {
          String person = caller.subject().id();
          if (keys.full(sql, person)) {
            return new Outcome.Full<>();
          }
          sql.update(
              "INSERT INTO api_token (id, hash, person, label, scope, made_us, until_us, until_steady)"
                  + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              info.id(),
              token.hash(),
              person,
              info.label(),
              JSON.writeLine(scope),
              Person.micros(now),
              Person.micros(info.until()),
              ground.steady().micros(bounded));
          ground.steady().save(sql);
          ground
              .audit()
              .append(
                  sql,
                  Ground.entry(
                      caller, "token.create", info.id(), info.label() + " " + scope.acts()));
          return new Outcome.Done<>(new Created(info, token.text()));
        });
  }

  /// Whose token this is. It ends by the calendar or by running time, whichever comes first.
  public Optional<Caller> caller(String bearer, Client client) {
    return Token.parse(bearer, TokenKind.API)
        .flatMap(token -> find("api_token.hash = ?", token.hash()))
        .map(row -> {
          touch(row);
          return caller(row, client.where());
        });
  }

  /// The same by the token's id, for a view that has lasted since its token was shown.
  Optional<Caller> byId(String tokenId, String address) {
    return find("api_token.id = ?", tokenId).map(row -> caller(row, address));
  }

  private Caller caller(Row row, String address) {
    return new Caller(
        row.person.subject(row.info.scope(), "", ground.config().site().get().zone()),
        Caller.Via.API_TOKEN,
        row.info.id(),
        false,
        address);
  }

  private Optional<Row> find(String where, String argument) {
    return ground
        .database()
        .read(sql ->
            sql.first(
                "SELECT "
                    + Person.COLUMNS
                    + ", api_token.id, label, scope, api_token.made_us, api_token.until_us,"
                    + " api_token.seen_us, until_steady"
                    + " FROM api_token JOIN person ON person.id = api_token.person WHERE "
                    + where,
                row -> new Row(Person.read(row), info(row, 14), row.getLong(20)),
                argument))
        .filter(row ->
            row.person.active(ground.now())
                && ground.now().isBefore(row.info.until())
                && ground.steady().micros() < row.untilSteady);
  }

  private void touch(Row row) {
    Instant now = ground.now();
    @Nullable Instant seen = row.info.seen();
    if (seen != null && Duration.between(seen, now).abs().compareTo(SEEN_EVERY) < 0) {
      return;
    }
    ground
        .database()
        .<@Nullable Void>write(sql -> {
          sql.update(
              "UPDATE api_token SET seen_us = ? WHERE id = ?", Person.micros(now), row.info.id());
          ground.steady().save(sql);
          return null;
        });
  }

  public List<TokenInfo> list(String personId) {
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT id, label, scope, made_us, until_us, seen_us FROM api_token"
                    + " WHERE person = ? ORDER BY made_us DESC",
                row -> info(row, 1),
                personId));
  }

  /// Ends one of the caller's own, or anybody's for who manages users.
  public Outcome<Boolean> revoke(Caller caller, String tokenId) {
    return keys.revoke(caller, tokenId);
  }

  private static TokenInfo info(ResultSet row, int first) throws SQLException {
    return new TokenInfo(
        row.getString(first),
        row.getString(first + 1),
        JSON.read(row.getString(first + 2), Scope.class, "api_token.scope"),
        Person.fromMicros(row.getLong(first + 3)),
        Person.fromMicros(row.getLong(first + 4)),
        Person.instant(row, first + 5));
  }
}
