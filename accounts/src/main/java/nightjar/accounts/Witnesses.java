package nightjar.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.accounts.rights.Role;

/// Administrators who can still say, after a reset at the console, that they were administrators before it: not one of their ways in
/// has changed since. Known by a hash over those ways and not by when they changed, because whoever is administrator can set a clock.
/// Safe for any thread because the database is.
public final class Witnesses {
  private final Ground ground;

  Witnesses(Ground ground) {
    this.ground = ground;
  }

  /// Of every administrator who may sign in now; worthless to whoever reads it.
  public List<String> marks() {
    return ground
        .database()
        .read(sql ->
            People.all(sql).stream()
                .filter(person -> person.role() == Role.ADMINISTRATOR)
                .filter(person -> person.active(ground.now()))
                .map(person -> mark(sql, person))
                .toList());
  }

  /// Whether the caller is an administrator of whom one of `marks` was made, and signs in as then.
  public boolean isOne(Caller caller, Collection<String> marks) {
    return caller.via() == Caller.Via.SESSION
        && ground
            .database()
            .read(sql -> {
              Optional<Person> person =
                  People.byId(sql, caller.subject().id())
                      .filter(p -> p.role() == Role.ADMINISTRATOR);
              return person.filter(p -> marks.contains(mark(sql, p))).isPresent();
            });
  }

  private static String mark(Sql sql, Person person) {
    List<String> passkeys =
        sql.query(
            "SELECT id FROM passkey WHERE person = ? ORDER BY id",
            row -> row.getString(1),
            person.id());
    String ways = String.join("\n", person.id(), String.valueOf(person.password()), passkeys + "");
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(ways.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
