package nightjar.portal.db;

import java.util.List;
import nightjar.accounts.db.Schema;
import nightjar.accounts.db.Sql;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// The tables of docs/design/portal.md, beside those of accounts, and the steps that lead to them. A step that was released is
/// never edited. Times are microseconds since 1970, 0 for not yet.
public final class PortalSchema {
  private static final List<String> STEPS =
      List.of(
          """
          CREATE TABLE recorder (
            device_id TEXT PRIMARY KEY,
            model TEXT NOT NULL,
            serial TEXT NOT NULL,
            signing_public TEXT NOT NULL,
            status TEXT NOT NULL,
            owner TEXT REFERENCES person (id) ON DELETE SET NULL,
            claimed_us BIGINT NOT NULL,
            made_us BIGINT NOT NULL
          );
          CREATE INDEX recorder_by_owner ON recorder (owner);
          CREATE TABLE request (
            id TEXT PRIMARY KEY,
            customer TEXT NOT NULL REFERENCES person (id),
            state TEXT NOT NULL,
            version BIGINT NOT NULL,
            language TEXT NOT NULL,
            made_us BIGINT NOT NULL,
            submitted_us BIGINT NOT NULL,
            changed_us BIGINT NOT NULL,
            asker TEXT NOT NULL,
            model TEXT NOT NULL,
            device_id TEXT NOT NULL,
            serial TEXT NOT NULL,
            date_typed TEXT NOT NULL,
            qr TEXT NOT NULL,
            proof TEXT NOT NULL,
            tier TEXT NOT NULL,
            purpose TEXT NOT NULL,
            day_offset INTEGER NOT NULL,
            statement TEXT NOT NULL,
            ready_us BIGINT NOT NULL,
            question TEXT NOT NULL,
            signals TEXT NOT NULL,
            reveals INTEGER NOT NULL
          );
          CREATE INDEX request_by_customer ON request (customer, made_us);
          CREATE INDEX request_by_state ON request (state, submitted_us);
          CREATE INDEX request_by_device ON request (device_id, submitted_us);
          CREATE TABLE picture (
            request TEXT NOT NULL REFERENCES request (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            how TEXT NOT NULL,
            sealed TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            facts TEXT NOT NULL,
            made_us BIGINT NOT NULL,
            PRIMARY KEY (request, kind)
          );
          CREATE INDEX picture_by_hash ON picture (sha256);
          CREATE TABLE decision (
            request TEXT NOT NULL REFERENCES request (id) ON DELETE CASCADE,
            reviewer TEXT NOT NULL,
            name TEXT NOT NULL,
            verdict TEXT NOT NULL,
            reasons TEXT NOT NULL,
            note TEXT NOT NULL,
            assertion TEXT NOT NULL,
            at_us BIGINT NOT NULL
          );
          CREATE INDEX decision_by_request ON decision (request, at_us);
          CREATE TABLE assignment (
            request TEXT PRIMARY KEY REFERENCES request (id) ON DELETE CASCADE,
            reviewer TEXT NOT NULL,
            until_us BIGINT NOT NULL
          );
          CREATE TABLE conflict (
            request TEXT NOT NULL REFERENCES request (id) ON DELETE CASCADE,
            reviewer TEXT NOT NULL,
            PRIMARY KEY (request, reviewer)
          );
          CREATE TABLE veto (
            hash TEXT PRIMARY KEY,
            request TEXT NOT NULL REFERENCES request (id) ON DELETE CASCADE
          );
          CREATE TABLE letter (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            sealed TEXT NOT NULL,
            made_us BIGINT NOT NULL,
            tries INTEGER NOT NULL,
            next_us BIGINT NOT NULL
          );
          CREATE INDEX letter_by_time ON letter (next_us)
          """,
          """
          ALTER TABLE picture
            ADD COLUMN tried_us BIGINT NOT NULL DEFAULT 0,
            ADD COLUMN d_hash BIGINT NOT NULL DEFAULT 0,
            ADD COLUMN p_hash BIGINT NOT NULL DEFAULT 0;
          CREATE INDEX picture_unread ON picture (tried_us) WHERE facts = '' AND sealed <> ''
          """,
          // The review desk and the rounds read as many rows as they use, however many requests are
          // open.
          """
          ALTER TABLE request
            ADD COLUMN draw DOUBLE PRECISION NOT NULL DEFAULT random(),
            ADD COLUMN expires_us BIGINT NOT NULL DEFAULT 0;
          UPDATE request SET expires_us = submitted_us + 777600000000;
          CREATE INDEX request_to_review ON request (draw) WHERE state IN ('IN_REVIEW', 'APPROVED_1');
          CREATE INDEX request_cooling ON request (ready_us) WHERE state = 'COOLING_OFF';
          CREATE INDEX request_ending ON request (expires_us)
            WHERE state IN ('IN_REVIEW', 'NEEDS_INFO', 'APPROVED_1', 'READY', 'REVEALED');
          CREATE INDEX assignment_by_reviewer ON assignment (reviewer, until_us);
          CREATE INDEX decision_by_time ON decision (at_us)
          """,
          // What is compared with the authority's book.
          """
          CREATE INDEX request_shown ON request (id) WHERE reveals > 0;
          CREATE TABLE code_used (
            device_id TEXT NOT NULL,
            nonce TEXT NOT NULL,
            at_us BIGINT NOT NULL,
            PRIMARY KEY (device_id, nonce)
          )
          """,
          // Numbers are sealed, and counted under a keyed hash.
          """
          CREATE TABLE phone (
            id TEXT PRIMARY KEY,
            person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            sealed TEXT NOT NULL,
            code TEXT NOT NULL,
            language TEXT NOT NULL,
            tries INTEGER NOT NULL,
            made_us BIGINT NOT NULL,
            confirmed_us BIGINT NOT NULL,
            removed_us BIGINT NOT NULL
          );
          CREATE INDEX phone_by_person ON phone (person);
          CREATE TABLE text_count (
            name TEXT NOT NULL,
            day BIGINT NOT NULL,
            sent INTEGER NOT NULL,
            PRIMARY KEY (name, day)
          )
          """,
          // What is to be told. To whom takes time to find out that somebody could measure: it is
          // done
          // later.
          """
          CREATE TABLE notice (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            request TEXT NOT NULL REFERENCES request (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            text TEXT NOT NULL
          )
          """,
          // Each channel is read by itself. Text messages that wait already go with the letters.
          """
          ALTER TABLE letter ADD COLUMN channel TEXT NOT NULL DEFAULT 'MAIL';
          DROP INDEX letter_by_time;
          CREATE INDEX letter_by_time ON letter (channel, next_us)
          """,
          // How the camera stood to the code on a picture.
          """
          ALTER TABLE picture
            ADD COLUMN code TEXT NOT NULL DEFAULT '',
            ADD COLUMN lean INTEGER NOT NULL DEFAULT 0,
            ADD COLUMN length INTEGER NOT NULL DEFAULT 0
          """,
          // Browsers that are notified. Where they are is sealed.
          """
          CREATE TABLE push (
            id TEXT PRIMARY KEY,
            person TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
            sealed TEXT NOT NULL,
            label TEXT NOT NULL,
            language TEXT NOT NULL,
            made_us BIGINT NOT NULL
          );
          CREATE INDEX push_by_person ON push (person)
          """);

  private PortalSchema() {}

  public static @Nullable Void migrate(Sql sql) {
    Schema.migrate(sql);
    sql.script(
        "CREATE TABLE IF NOT EXISTS portal_version (id INTEGER PRIMARY KEY, version INTEGER NOT NULL)");
    int found = (int) sql.number("SELECT version FROM portal_version WHERE id = 1");
    if (found > STEPS.size()) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the portal’s tables are of version "
              + found
              + ", and this program knows "
              + STEPS.size(),
          "A newer Nightjar wrote them: install that version or a later one. Nothing was changed.");
    }
    STEPS.subList(found, STEPS.size()).forEach(sql::script);
    sql.update(
        "INSERT INTO portal_version (id, version) VALUES (1, ?)"
            + " ON CONFLICT (id) DO UPDATE SET version = excluded.version",
        STEPS.size());
    return null;
  }

  /// The review desk has people of its own and nothing else.
  public static @Nullable Void migrateDesk(Sql sql) {
    Schema.migrate(sql);
    return null;
  }
}
