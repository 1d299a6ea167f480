package nightjar.accounts.audit;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import nightjar.accounts.audit.Verdict.Why;
import nightjar.accounts.db.Database;
import nightjar.accounts.db.Sql;
import nightjar.accounts.secret.Vault;
import nightjar.base.Bytes;
import nightjar.base.time.Clock;
import org.jspecify.annotations.Nullable;

/// Who did what: links in the database, the newest link's hash in a signed file apart from it.
///
/// An entry is part of the transaction it tells of ([#append] inside [#write]), so neither can be without the other. The head file
/// follows each commit; after a crash in between it is behind, which is no finding, while a log behind its head is.
/// Safe for any thread because the database is, and the head is written under a lock and never goes back.
public final class AuditLog {
  public static final String HEAD_NAME = "audit.head";

  private static final int PAGE = 500;
  private static final String COLUMNS =
      "seq, at_us, who, who_id, act, object, origin, outcome, detail, hash FROM audit";

  private final Database database;
  private final HeadFile file;
  private final Vault vault;
  private final Clock clock;
  private final ReentrantLock publishing = new ReentrantLock();
  private Head published = Head.START;

  private AuditLog(Database database, HeadFile file, Vault vault, Clock clock) {
    this.database = database;
    this.file = file;
    this.vault = vault;
    this.clock = clock;
  }

  /// When the log does not reach the head kept apart, the chain goes on behind a hole in its numbers that [#verify] will always
  /// find, and the old head is set aside.
  public static AuditLog open(Database database, Path headFile, Vault vault, Clock clock) {
    var log = new AuditLog(database, new HeadFile(headFile, vault), vault, clock);
    Optional<Verdict.Broken> broken = database.read(sql -> log.againstHead(sql, log.head(sql)));
    if (broken.isPresent() && broken.get().why() != Why.HEAD_MISSING) {
      log.goOnBehindHole(broken.get());
    }
    log.publish();
    return log;
  }

  /// For [#verify] and [#page] beside the program that writes; nothing is published, nothing mended.
  public static AuditLog openToRead(Database database, Path headFile, Vault vault, Clock clock) {
    return new AuditLog(database, new HeadFile(headFile, vault), vault, clock);
  }

  private void goOnBehindHole(Verdict.Broken broken) {
    long known = file.read() instanceof HeadFile.Kept.Good good ? good.head().number() : 0;
    file.setAside(clock.wallMicros());
    database.<@Nullable Void>write(sql -> {
      Head head = head(sql);
      long number = Math.max(head.number(), known) + 2;
      Entry entry =
          new Entry(
              "system",
              "system",
              "audit.broken",
              Long.toString(broken.number()),
              "",
              Entry.Outcome.FAILED,
              broken.why().name());
      insert(sql, Link.after(head.hash(), number, clock.wallMicros(), entry));
      return null;
    });
  }

  /// Runs `work` as one transaction of the database; the head follows what it appended.
  public <T extends @Nullable Object> T write(Function<Sql, T> work) {
    T result = database.write(work);
    publish();
    return result;
  }

  /// Adds an entry to the transaction that `sql` is in.
  public void append(Sql sql, Entry entry) {
    Head head = head(sql);
    insert(sql, Link.after(head.hash(), head.number() + 1, clock.wallMicros(), entry));
  }

  /// Adds an entry that stands alone.
  public void record(Entry entry) {
    this.<@Nullable Void>write(sql -> {
      append(sql, entry);
      return null;
    });
  }

  /// The newest `limit` links before `before` (exclusive; [Long#MAX_VALUE] for the end), newest first.
  public List<Link> page(long before, int limit) {
    return database.read(sql ->
        sql.query(
            "SELECT " + COLUMNS + " WHERE seq < ? ORDER BY seq DESC LIMIT ?",
            AuditLog::link,
            before,
            limit));
  }

  /// The newest `limit` links from `fromMicros` on whose act begins with `prefix`, newest first.
  public List<Link> since(long fromMicros, String prefix, int limit) {
    return database.read(sql ->
        sql.query(
            "SELECT " + COLUMNS + " WHERE at_us >= ? AND act LIKE ? ORDER BY seq DESC LIMIT ?",
            AuditLog::link,
            fromMicros,
            prefix + "%",
            limit));
  }

  /// Reads the whole chain, a page at a time, and tells the first link that is not as it was written.
  public Verdict verify() {
    Head head = database.read(this::head);
    Optional<Head> seal = database.read(this::seal);
    Optional<Verdict.Broken> ends = database.read(sql -> againstHead(sql, head));
    if (seal.isPresent() && seal.get().number() < 0) {
      return new Verdict.Broken(0, Why.FORGED);
    }
    Head before = seal.orElse(Head.START);
    long first = before.number() + 1;
    while (before.number() < head.number()) {
      long from = before.number();
      List<Link> links =
          database.read(sql ->
              sql.query(
                  "SELECT " + COLUMNS + " WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?",
                  AuditLog::link,
                  from,
                  head.number(),
                  PAGE));
      for (Link link : links) {
        if (link.number() != before.number() + 1) {
          return new Verdict.Broken(before.number() + 1, Why.MISSING);
        }
        if (!link.follows(before.hash())) {
          return new Verdict.Broken(link.number(), Why.CHANGED);
        }
        before = new Head(link.number(), link.hash());
      }
      if (links.isEmpty()) {
        return new Verdict.Broken(before.number() + 1, Why.MISSING);
      }
    }
    return ends.isPresent() ? ends.get() : new Verdict.Whole(first, head);
  }

  /// Removes the links older than `before` and leaves a signed seal in their place, from which the chain is checked on.
  /// Returns how many went.
  public long sealBefore(Instant before, Entry why) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, before);
    return write(sql -> {
      long last =
          sql.first(
                  "SELECT min(seq) FROM audit WHERE at_us >= ?",
                  row -> row.getObject(1) == null ? head(sql).number() : row.getLong(1) - 1,
                  micros)
              .orElse(0L);
      Optional<Link> link = sql.first("SELECT " + COLUMNS + " WHERE seq = ?", AuditLog::link, last);
      if (link.isEmpty()) {
        return 0L;
      }
      append(sql, why);
      sql.update("DELETE FROM audit_seal");
      sql.update(
          "INSERT INTO audit_seal (last_seq, last_hash, signature) VALUES (?, ?, ?)",
          last,
          hex(link.get().hash().toArray()),
          hex(vault.sign("audit seal", new Head(last, link.get().hash()).bytes())));
      return (long) sql.update("DELETE FROM audit WHERE seq <= ?", last);
    });
  }

  private void publish() {
    publishing.lock();
    try {
      Head head = database.read(this::head);
      if (head.number() > published.number()) {
        file.write(head);
        published = head;
      }
    } finally {
      publishing.unlock();
    }
  }

  /// What the head file says against the log; empty when they agree.
  private Optional<Verdict.Broken> againstHead(Sql sql, Head head) {
    return switch (file.read()) {
      case HeadFile.Kept.Forged _ -> Optional.of(new Verdict.Broken(head.number(), Why.FORGED));
      case HeadFile.Kept.None _ ->
          head.number() == 0
              ? Optional.empty()
              : Optional.of(new Verdict.Broken(head.number(), Why.HEAD_MISSING));
      case HeadFile.Kept.Good(Head kept) -> {
        if (kept.number() > head.number()) {
          yield Optional.of(new Verdict.Broken(head.number() + 1, Why.CUT_OFF));
        }
        Head same = linkHead(sql, kept.number()).orElse(kept);
        yield same.hash().equals(kept.hash())
            ? Optional.empty()
            : Optional.of(new Verdict.Broken(kept.number(), Why.REWRITTEN));
      }
    };
  }

  private Optional<Head> linkHead(Sql sql, long number) {
    return sql.first(
        "SELECT seq, hash FROM audit WHERE seq = ?",
        row -> new Head(row.getLong(1), hash(text(row, 2))),
        number);
  }

  private Head head(Sql sql) {
    return sql.first(
            "SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1",
            row -> new Head(row.getLong(1), hash(text(row, 2))))
        .or(() -> seal(sql))
        .orElse(Head.START);
  }

  /// The link that the oldest kept one follows; number -1 when the seal is not ours.
  private Optional<Head> seal(Sql sql) {
    return sql.first(
        "SELECT last_seq, last_hash, signature FROM audit_seal",
        row -> {
          var head = new Head(row.getLong(1), hash(text(row, 2)));
          byte[] signature = hash(text(row, 3)).toArray();
          return vault.signed("audit seal", head.bytes(), signature)
              ? head
              : new Head(-1, Link.START);
        });
  }

  private static void insert(Sql sql, Link link) {
    Entry entry = link.entry();
    sql.update(
        "INSERT INTO audit (seq, at_us, who, who_id, act, object, origin, outcome, detail, hash)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        link.number(),
        link.atMicros(),
        entry.who(),
        entry.whoId(),
        entry.act(),
        entry.object(),
        entry.origin(),
        entry.outcome().name(),
        entry.detail(),
        hex(link.hash().toArray()));
  }

  /// A row that no program of ours wrote becomes a link that follows nothing.
  private static Link link(ResultSet row) throws SQLException {
    Optional<Entry.Outcome> outcome = Entry.Outcome.of(text(row, 8));
    Entry entry =
        new Entry(
            text(row, 3),
            text(row, 4),
            text(row, 5),
            text(row, 6),
            text(row, 7),
            outcome.orElse(Entry.Outcome.FAILED),
            text(row, 9));
    Bytes hash = outcome.isPresent() ? hash(text(row, 10)) : Link.START;
    return new Link(row.getLong(1), row.getLong(2), entry, hash);
  }

  private static String text(ResultSet row, int column) throws SQLException {
    @Nullable String text = row.getString(column);
    return text == null ? "" : text;
  }

  private static Bytes hash(String hex) {
    return hex.matches("[0-9a-f]{64}") ? Bytes.fromHex(hex) : Link.START;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
