package nightjar.accounts.db;

import java.util.List;
import nightjar.base.Fault;

/// The tables of docs/design/accounts.md and the steps that lead to them, in SQL that SQLite and PostgreSQL both speak.
public final class Schema {
  /// One step from version `to - 1` to `to`. A step that was released is never edited.
  private record Migration(int to, String script) {}

  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(
              1,
              """
              CREATE TABLE person (
                id TEXT PRIMARY KEY,
                name TEXT NOT NULL,
                name_key TEXT NOT NULL UNIQUE,
                full_name TEXT NOT NULL,
                birth_date TEXT,
                role TEXT NOT NULL,
                grants TEXT NOT NULL,
                until_us BIGINT,
                disabled INTEGER NOT NULL,
                password TEXT,
                password_us BIGINT,
                totp TEXT,
                totp_new TEXT,
                totp_step BIGINT NOT NULL,
                totp_steady BIGINT NOT NULL,
                made_us BIGINT NOT NULL,
                seen_us BIGINT
              );
              CREATE TABLE session (
                id TEXT PRIMARY KEY,
                hash TEXT NOT NULL UNIQUE,
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                made_us BIGINT NOT NULL,
                seen_us BIGINT NOT NULL,
                made_steady BIGINT NOT NULL,
                seen_steady BIGINT NOT NULL,
                proved_steady BIGINT NOT NULL,
                proof TEXT NOT NULL,
                device TEXT NOT NULL,
                address TEXT NOT NULL,
                purpose TEXT NOT NULL
              );
              CREATE INDEX session_by_person ON session (person);
              CREATE TABLE device (
                hash TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                made_steady BIGINT NOT NULL,
                label TEXT NOT NULL
              );
              CREATE INDEX device_by_person ON device (person);
              CREATE TABLE api_token (
                id TEXT PRIMARY KEY,
                hash TEXT NOT NULL UNIQUE,
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                label TEXT NOT NULL,
                scope TEXT NOT NULL,
                made_us BIGINT NOT NULL,
                until_us BIGINT NOT NULL,
                until_steady BIGINT NOT NULL,
                seen_us BIGINT
              );
              CREATE INDEX api_token_by_person ON api_token (person);
              CREATE TABLE stream_key (
                id TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                label TEXT NOT NULL,
                secret TEXT NOT NULL,
                scope TEXT NOT NULL,
                made_us BIGINT NOT NULL
              );
              CREATE INDEX stream_key_by_person ON stream_key (person);
              CREATE TABLE link (
                hash TEXT PRIMARY KEY,
                kind TEXT NOT NULL,
                person TEXT REFERENCES person (id) ON DELETE CASCADE,
                made_by TEXT NOT NULL,
                until_steady BIGINT NOT NULL
              );
              CREATE INDEX link_by_person ON link (person);
              CREATE TABLE passkey (
                id TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                label TEXT NOT NULL,
                credential TEXT NOT NULL,
                counter BIGINT NOT NULL,
                backup_eligible INTEGER NOT NULL,
                backed_up INTEGER NOT NULL,
                made_us BIGINT NOT NULL,
                seen_us BIGINT
              );
              CREATE INDEX passkey_by_person ON passkey (person);
              CREATE TABLE recovery_code (
                hash TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE
              );
              CREATE INDEX recovery_code_by_person ON recovery_code (person);
              CREATE TABLE throttle (
                name TEXT PRIMARY KEY,
                failures INTEGER NOT NULL,
                last_steady BIGINT NOT NULL
              );
              CREATE INDEX throttle_by_age ON throttle (last_steady);
              CREATE TABLE network (
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                network TEXT NOT NULL,
                seen_us BIGINT NOT NULL,
                PRIMARY KEY (person, network)
              );
              CREATE TABLE audit (
                seq BIGINT PRIMARY KEY,
                at_us BIGINT NOT NULL,
                who TEXT NOT NULL,
                who_id TEXT NOT NULL,
                act TEXT NOT NULL,
                object TEXT NOT NULL,
                origin TEXT NOT NULL,
                outcome TEXT NOT NULL,
                detail TEXT NOT NULL,
                hash TEXT NOT NULL
              );
              CREATE INDEX audit_by_time ON audit (at_us);
              CREATE TABLE audit_seal (
                last_seq BIGINT PRIMARY KEY,
                last_hash TEXT NOT NULL,
                signature TEXT NOT NULL
              );
              CREATE TABLE reset_done (
                id TEXT PRIMARY KEY,
                at_us BIGINT NOT NULL
              );
              CREATE TABLE meta (
                name TEXT PRIMARY KEY,
                value BIGINT NOT NULL
              )
              """),
          // Who shows a session or token that a reset ended is told so.
          new Migration(
              2,
              """
              CREATE TABLE reset_session (
                hash TEXT PRIMARY KEY,
                person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
                own INTEGER NOT NULL,
                at_us BIGINT NOT NULL
              )
              """));

  private static final int VERSION = MIGRATIONS.getLast().to();

  private Schema() {}

  /// Throws UNSUPPORTED unless the tables are exactly this program's.
  static void requireCurrent(Sql sql) {
    int found = (int) sql.number("SELECT version FROM schema_version WHERE id = 1");
    if (found != VERSION) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the accounts are of version " + found + ", and this program knows " + VERSION,
          "Use the nightjar that the recorder runs. Nothing was changed.");
    }
  }

  /// Brings the tables in `sql`'s database up to date; part of a transaction. Throws UNSUPPORTED for what a newer program wrote.
  public static void migrate(Sql sql) {
    sql.script(
        "CREATE TABLE IF NOT EXISTS schema_version (id INTEGER PRIMARY KEY, version INTEGER NOT NULL)");
    int found = (int) sql.number("SELECT version FROM schema_version WHERE id = 1");
    if (found > VERSION) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the accounts are of version " + found + ", and this program knows " + VERSION,
          "A newer Nightjar wrote them: install that version or a later one. Nothing was changed.");
    }
    for (Migration migration : MIGRATIONS) {
      if (migration.to() > found) {
        sql.script(migration.script());
      }
    }
    sql.update(
        "INSERT INTO schema_version (id, version) VALUES (1, ?)"
            + " ON CONFLICT (id) DO UPDATE SET version = excluded.version",
        VERSION);
  }
}
