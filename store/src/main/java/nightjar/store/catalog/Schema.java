package nightjar.store.catalog;

import java.util.List;
import nightjar.base.Fault;

/// The tables of the catalog, each explained in docs/design/store.md, and the steps that lead to them.
final class Schema {
  /// One step from version `to - 1` to `to`. A step that was released is never edited.
  private record Migration(int to, String name, String script) {}

  private static final List<Migration> MIGRATIONS =
      List.of(
          new Migration(
              1,
              "the first tables",
              """
              CREATE TABLE life (
                id INTEGER PRIMARY KEY CHECK (id = 1),
                disk TEXT NOT NULL,
                alive INTEGER NOT NULL
              ) STRICT;
              CREATE TABLE stream (
                id INTEGER PRIMARY KEY,
                camera TEXT NOT NULL,
                name TEXT NOT NULL,
                bytes INTEGER NOT NULL DEFAULT 0,
                recorded_until_us INTEGER,
                UNIQUE (camera, name)
              ) STRICT;
              CREATE TABLE session (
                id INTEGER PRIMARY KEY,
                stream INTEGER NOT NULL REFERENCES stream (id),
                number INTEGER NOT NULL,
                start_us INTEGER NOT NULL,
                end_us INTEGER NOT NULL
              ) STRICT;
              CREATE INDEX session_by_time ON session (stream, end_us, start_us);
              CREATE INDEX session_by_number ON session (number);
              CREATE TABLE codecs (
                id INTEGER PRIMARY KEY,
                init BLOB NOT NULL UNIQUE
              ) STRICT;
              CREATE TABLE file (
                id INTEGER PRIMARY KEY,
                stream INTEGER NOT NULL REFERENCES stream (id),
                session INTEGER NOT NULL,
                sequence INTEGER NOT NULL,
                start_us INTEGER NOT NULL,
                end_us INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                state INTEGER NOT NULL,
                path TEXT NOT NULL,
                codecs INTEGER NOT NULL REFERENCES codecs (id),
                extent INTEGER REFERENCES extent (id),
                extent_at INTEGER NOT NULL DEFAULT 0,
                extent_bytes INTEGER NOT NULL DEFAULT 0
              ) STRICT;
              CREATE INDEX file_by_session ON file (session, sequence);
              CREATE INDEX file_unsettled ON file (state) WHERE state <> 1;
              CREATE TABLE extent (
                id INTEGER PRIMARY KEY,
                stream INTEGER NOT NULL REFERENCES stream (id),
                used INTEGER NOT NULL,
                files INTEGER NOT NULL
              ) STRICT;
              CREATE INDEX extent_by_stream ON extent (stream);
              CREATE TABLE extent_data (
                id INTEGER PRIMARY KEY REFERENCES extent (id),
                data BLOB NOT NULL
              ) STRICT;
              CREATE TABLE tail (
                id INTEGER PRIMARY KEY,
                stream INTEGER NOT NULL REFERENCES stream (id),
                session INTEGER NOT NULL,
                sequence INTEGER NOT NULL,
                start_us INTEGER NOT NULL,
                end_us INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                state INTEGER NOT NULL,
                path TEXT NOT NULL,
                codecs INTEGER NOT NULL REFERENCES codecs (id)
              ) STRICT;
              CREATE TABLE tail_frames (
                id INTEGER PRIMARY KEY,
                file INTEGER NOT NULL REFERENCES tail (id),
                frames BLOB NOT NULL
              ) STRICT;
              CREATE INDEX tail_frames_by_file ON tail_frames (file);
              CREATE TABLE gap (
                id INTEGER PRIMARY KEY,
                stream INTEGER NOT NULL REFERENCES stream (id),
                start_us INTEGER NOT NULL,
                end_us INTEGER,
                cause INTEGER NOT NULL
              ) STRICT;
              CREATE INDEX gap_by_time ON gap (stream, end_us, start_us, cause);
              CREATE UNIQUE INDEX gap_open ON gap (stream) WHERE end_us IS NULL;
              CREATE TABLE evidence_lock (
                id INTEGER PRIMARY KEY,
                camera TEXT NOT NULL,
                start_us INTEGER NOT NULL,
                end_us INTEGER NOT NULL,
                reason TEXT NOT NULL,
                locked_by TEXT NOT NULL,
                made_us INTEGER NOT NULL
              ) STRICT;
              CREATE INDEX evidence_lock_by_camera ON evidence_lock (camera, end_us)
              """));

  static final int VERSION = MIGRATIONS.getLast().to();

  private Schema() {}

  /// Brings the database up to date, or refuses one that a newer program wrote.
  static void migrate(Sql sql) {
    int found = known(sql);
    for (Migration migration : MIGRATIONS) {
      if (migration.to() > found) {
        sql.transaction(() -> {
          sql.script(migration.script());
          sql.script("PRAGMA user_version = " + migration.to());
          return migration.name();
        });
      }
    }
  }

  /// For who may not migrate: throws when this program cannot read the catalog as it is.
  static void require(Sql sql) {
    if (known(sql) < VERSION) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the catalog was written by an older Nightjar",
          "Start the recorder once: it brings the catalog up to date.");
    }
  }

  private static int known(Sql sql) {
    int found = (int) sql.number("PRAGMA user_version");
    if (found > VERSION) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the catalog is of version " + found + ", and this program knows " + VERSION,
          "A newer Nightjar wrote it: install that version or a later one. Nothing was changed.");
    }
    return found;
  }
}
