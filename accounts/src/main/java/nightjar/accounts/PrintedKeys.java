package nightjar.accounts;

import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.accounts.rights.SiteAct;

/// The recovery key on paper that lets whoever stands at the console set a new password: at most one for the site, of which only
/// the hash is here. It is kept among the links, for it is one: a secret with one use. Safe for any thread because the database is.
public final class PrintedKeys {
  private static final String KIND = "RECOVERY_KEY";

  private final Ground ground;
  private final Guard guard;

  PrintedKeys(Ground ground, Guard guard) {
    this.ground = ground;
    this.guard = guard;
  }

  /// Whether there is one.
  public boolean exists() {
    return ground.database().read(PrintedKeys::hash).isPresent();
  }

  /// Keeps `hash`; a key made before is worth nothing from now on. Only an administrator who proved it lately may.
  public Outcome<Boolean> keep(Caller caller, String hash) {
    Optional<Outcome<Boolean>> not = guard.against(caller, SiteAct.MANAGE_USERS);
    if (not.isPresent()) {
      return not.get();
    }
    return ground
        .audit()
        .write(sql -> {
          replace(sql, hash, caller.subject().id());
          ground.audit().append(sql, Ground.entry(caller, "recovery.key.make", "", ""));
          return new Outcome.Done<>(true);
        });
  }

  /// Makes the key on paper worthless, for when it was lost or seen.
  public Outcome<Boolean> end(Caller caller) {
    Optional<Outcome<Boolean>> not = guard.against(caller, SiteAct.MANAGE_USERS);
    if (not.isPresent()) {
      return not.get();
    }
    return ground
        .audit()
        .write(sql -> {
          if (sql.update("DELETE FROM link WHERE kind = ?", KIND) == 0) {
            return new Outcome.NotFound<>();
          }
          ground.audit().append(sql, Ground.entry(caller, "recovery.key.end", "", ""));
          return new Outcome.Done<>(true);
        });
  }

  static Optional<String> hash(Sql sql) {
    return sql.first("SELECT hash FROM link WHERE kind = ?", row -> row.getString(1), KIND);
  }

  static boolean is(Sql sql, String hash) {
    return hash(sql).filter(hash::equals).isPresent();
  }

  static void replace(Sql sql, String hash, String madeBy) {
    sql.update("DELETE FROM link WHERE kind = ?", KIND);
    sql.update(
        "INSERT INTO link (hash, kind, person, made_by, until_steady) VALUES (?, ?, NULL, ?, ?)",
        hash,
        KIND,
        madeBy,
        Long.MAX_VALUE);
  }
}
