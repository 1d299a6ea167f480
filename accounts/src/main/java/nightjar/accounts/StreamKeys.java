package nightjar.accounts;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Scope;
import nightjar.accounts.rights.Subject;
import nightjar.base.json.Json;
import org.jspecify.annotations.Nullable;

/// Names and passwords for other systems that fetch live streams by RTSP. Digest (RFC 7616) needs the password itself, so these are
/// not people's: each is made here, of 128 random bits, sealed in the database, and good for live pictures only.
/// Safe for any thread because the database is.
public final class StreamKeys {
  private static final Json JSON = new Json();

  public record KeyInfo(String name, String label, Scope scope, Instant made) {}

  /// `password` is shown once.
  public record Created(KeyInfo info, String password) {}

  /// What a server checks a digest against, and then asks [nightjar.accounts.rights.Rights#may] with.
  public record Key(Subject subject, String password) {
    @Override
    public String toString() {
      return subject.id() + " ***";
    }
  }

  private record Row(Person person, Scope scope, String sealed) {}

  private final Ground ground;
  private final Guard guard;
  private final OwnKeys keys;

  StreamKeys(Ground ground, Guard guard) {
    this.ground = ground;
    this.guard = guard;
    this.keys = new OwnKeys(ground, guard, "stream_key", "stream-key");
  }

  /// `cameras` null for all that its person may see live.
  public Outcome<Created> create(Caller caller, String label, @Nullable Set<String> cameras) {
    Optional<Outcome<Created>> against = guard.againstOwn(caller);
    if (against.isPresent()) {
      return against.get();
    }
    byte[] random = new byte[16];
    ground.random().nextBytes(random);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    var info =
        new KeyInfo(
            ground.newId("k"),
            OwnKeys.label(label),
            new Scope(Set.of(Act.LIVE), cameras, Set.of()),
            ground.now());
    return ground
        .audit()
        .write(sql -> {
          String person = caller.subject().id();
          if (keys.full(sql, person)) {
            return new Outcome.Full<>();
          }
          sql.update(
              "INSERT INTO stream_key (id, person, label, secret, scope, made_us)"
                  + " VALUES (?, ?, ?, ?, ?, ?)",
              info.name(),
              person,
              info.label(),
              ground.vault().seal(context(info.name()), password.getBytes(StandardCharsets.UTF_8)),
              JSON.writeLine(info.scope()),
              Person.micros(info.made()));
          ground.audit().append(sql, Ground.entry(caller, "stream-key.create", info.name(), label));
          return new Outcome.Done<>(new Created(info, password));
        });
  }

  public Optional<Key> find(String name) {
    return ground
        .database()
        .read(sql ->
            sql.first(
                "SELECT "
                    + Person.COLUMNS
                    + ", stream_key.scope, stream_key.secret"
                    + " FROM stream_key JOIN person ON person.id = stream_key.person"
                    + " WHERE stream_key.id = ?",
                row ->
                    new Row(
                        Person.read(row),
                        JSON.read(row.getString(14), Scope.class, "stream_key.scope"),
                        row.getString(15)),
                name))
        .filter(row -> row.person.active(ground.now()))
        .flatMap(row ->
            ground
                .vault()
                .unseal(context(name), row.sealed)
                .map(secret ->
                    new Key(
                        row.person.subject(row.scope, "", ground.config().site().get().zone()),
                        new String(secret, StandardCharsets.UTF_8))));
  }

  public List<KeyInfo> list(String personId) {
    return ground
        .database()
        .read(sql ->
            sql.query(
                "SELECT id, label, scope, made_us FROM stream_key"
                    + " WHERE person = ? ORDER BY made_us DESC",
                row ->
                    new KeyInfo(
                        row.getString(1),
                        row.getString(2),
                        JSON.read(row.getString(3), Scope.class, "stream_key.scope"),
                        Person.fromMicros(row.getLong(4))),
                personId));
  }

  /// Ends one of the caller's own, or anybody's for who manages users.
  public Outcome<Boolean> revoke(Caller caller, String name) {
    return keys.revoke(caller, name);
  }

  private static String context(String name) {
    return "stream " + name;
  }
}
