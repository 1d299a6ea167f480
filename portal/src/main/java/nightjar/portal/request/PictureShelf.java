package nightjar.portal.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.db.Sql;
import nightjar.base.Bytes;
import nightjar.base.json.Json;
import nightjar.pictures.Pictures;
import nightjar.pictures.check.EarlierPictures;
import nightjar.pictures.reading.Hashes;
import nightjar.pictures.reading.Intake;
import nightjar.pictures.reading.Pose;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Refusal;
import nightjar.recovery.crypto.Crypto;

/// The pictures of requests, each sealed for its request, with what was read on them. What a stranger uploaded is decoded by the
/// worker of [Pictures] alone, and only the picture that the worker made is kept and shown. When no worker answers, the upload is
/// sealed as it came, shown to nobody, and read as soon as one does.
/// Safe for any thread because the database is.
public final class PictureShelf {
  public static final int MOST_BYTES = Pictures.LARGEST_UPLOAD;

  private static final Duration AGAIN = Duration.ofMinutes(1);
  private static final String REFUSED = "refused ";
  private static final Hashes NO_HASHES = new Hashes("", 0, 0);
  private static final Json JSON = new Json();

  /// What became of an upload.
  public sealed interface Put {
    /// Cleaned, kept and read.
    record Read(Reading reading) implements Put {}

    /// Kept, to be read later.
    record Waits() implements Put {}

    record Refused(Refusal why) implements Put {}

    /// The request takes no pictures any more.
    record TooLate() implements Put {}
  }

  /// What there is of one picture.
  public sealed interface Kept {
    record Seen(boolean camera, Reading reading) implements Kept {}

    /// No worker has looked at it yet.
    record Unread(boolean camera) implements Kept {}

    /// The worker refused it after it had been taken in.
    record Bad(String why) implements Kept {}

    record None() implements Kept {}
  }

  private final Ground ground;
  private final Pictures pictures;

  public PictureShelf(Ground ground, Pictures pictures) {
    this.ground = ground;
    this.pictures = pictures;
  }

  /// Keeps the picture in place of one before. Only while the request is a draft or something is missing.
  public Put put(RecoveryRequest request, PictureKind kind, boolean camera, byte[] bytes) {
    return switch (pictures.take(Bytes.of(bytes))) {
      case Intake.Taken(var picture, Reading reading) -> {
        byte[] clean = picture.jpeg().toArray();
        boolean kept = insert(request, kind, camera, clean, Optional.of(reading), bytes);
        yield kept ? new Put.Read(reading) : new Put.TooLate();
      }
      case Intake.Refused(Refusal why) when !why.passes() -> new Put.Refused(why);
      case Intake.Refused _ ->
          insert(request, kind, camera, bytes, Optional.empty(), bytes)
              ? new Put.Waits()
              : new Put.TooLate();
    };
  }

  private boolean insert(
      RecoveryRequest request,
      PictureKind kind,
      boolean camera,
      byte[] keep,
      Optional<Reading> reading,
      byte[] upload) {
    String sealed = ground.vault().seal(context(request.id(), kind), keep);
    String facts = reading.map(r -> sealed(request.id(), kind, r)).orElse("");
    Hashes hashes = reading.map(Reading::hashes).orElse(NO_HASHES);
    return ground
        .database()
        .write(sql -> {
          Optional<String> open =
              sql.first(
                  "SELECT id FROM request WHERE id = ? AND state IN ('DRAFT', 'NEEDS_INFO') FOR UPDATE",
                  row -> row.getString(1),
                  request.id());
          if (open.isEmpty()) {
            return false;
          }
          sql.update(
              "INSERT INTO picture (request, kind, how, sealed, sha256, facts, made_us, tried_us, d_hash,"
                  + " p_hash, code, lean, length) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (request, kind) DO UPDATE SET"
                  + " how = excluded.how, sealed = excluded.sealed, sha256 = excluded.sha256,"
                  + " facts = excluded.facts, made_us = excluded.made_us, tried_us = excluded.tried_us,"
                  + " d_hash = excluded.d_hash, p_hash = excluded.p_hash, code = excluded.code,"
                  + " lean = excluded.lean, length = excluded.length",
              request.id(),
              kind.name(),
              camera ? "CAMERA" : "FILE",
              sealed,
              HexFormat.of().formatHex(Crypto.sha256(upload)),
              facts,
              ground.now(),
              ground.now(),
              hashes.dHash(),
              hashes.pHash(),
              hashes.pose().code(),
              hashes.pose().lean(),
              hashes.pose().length());
          return true;
        });
  }

  /// An upload that no worker has read.
  private record Waiting(String request, PictureKind kind, String sealed) {}

  /// Reads what waits for a worker; the requests of which a picture has become known meanwhile. Ends at the first that has to
  /// wait again.
  List<String> readWaiting() {
    List<Waiting> waiting =
        ground
            .database()
            .read(sql ->
                sql.query(
                    "SELECT request, kind, sealed FROM picture WHERE facts = '' AND sealed <> ''"
                        + " AND tried_us < ? ORDER BY tried_us LIMIT 4",
                    row ->
                        new Waiting(
                            row.getString(1),
                            PictureKind.valueOf(row.getString(2)),
                            row.getString(3)),
                    ground.now() - Ground.micros(AGAIN)));
    return waiting.stream().takeWhile(this::read).map(Waiting::request).distinct().toList();
  }

  private boolean read(Waiting w) {
    Optional<byte[]> upload = ground.vault().unseal(context(w.request, w.kind), w.sealed);
    Intake intake =
        upload
            .map(bytes -> pictures.take(Bytes.of(bytes)))
            .orElse(new Intake.Refused(Refusal.DAMAGED));
    return switch (intake) {
      case Intake.Taken(var picture, Reading reading) ->
          replace(
              w,
              ground.vault().seal(context(w.request, w.kind), picture.jpeg().toArray()),
              sealed(w.request, w.kind, reading),
              reading.hashes());
      case Intake.Refused(Refusal why) when !why.passes() ->
          replace(w, "", REFUSED + why, NO_HASHES);
      case Intake.Refused _ -> {
        replace(w, w.sealed, "", NO_HASHES);
        yield false;
      }
    };
  }

  /// Unless another picture has taken its place meanwhile.
  private boolean replace(Waiting w, String sealed, String facts, Hashes hashes) {
    return ground
            .database()
            .<Integer>write(sql ->
                sql.update(
                    "UPDATE picture SET sealed = ?, facts = ?, d_hash = ?, p_hash = ?, code = ?,"
                        + " lean = ?, length = ?, tried_us = ? WHERE request = ? AND kind = ? AND facts = '' AND sealed = ?",
                    sealed,
                    facts,
                    hashes.dHash(),
                    hashes.pHash(),
                    hashes.pose().code(),
                    hashes.pose().lean(),
                    hashes.pose().length(),
                    ground.now(),
                    w.request,
                    w.kind.name(),
                    w.sealed))
        > 0;
  }

  Kept kept(Sql sql, RecoveryRequest request, PictureKind kind) {
    return sql.first(
            "SELECT how, facts, sealed <> '' FROM picture WHERE request = ? AND kind = ?",
            row ->
                kept(
                    request,
                    kind,
                    row.getString(1).equals("CAMERA"),
                    row.getString(2),
                    row.getBoolean(3)),
            request.id(),
            kind.name())
        .orElseGet(Kept.None::new);
  }

  private Kept kept(
      RecoveryRequest request, PictureKind kind, boolean camera, String facts, boolean there) {
    if (facts.startsWith(REFUSED)) {
      return new Kept.Bad(facts.substring(REFUSED.length()));
    }
    if (facts.isEmpty()) {
      return there ? new Kept.Unread(camera) : new Kept.None();
    }
    return ground
        .vault()
        .unseal(factsContext(request.id(), kind), facts)
        .<Kept>map(json ->
            new Kept.Seen(
                camera, JSON.read(new String(json, UTF_8), Reading.class, "picture.facts")))
        .orElseGet(() -> new Kept.Unread(camera));
  }

  public boolean has(RecoveryRequest request, PictureKind kind) {
    return ground
            .database()
            .read(sql ->
                sql.number(
                    "SELECT count(*) FROM picture WHERE request = ? AND kind = ?",
                    request.id(),
                    kind.name()))
        > 0;
  }

  /// The JPEG that the worker made; empty while there is none.
  public Optional<byte[]> get(RecoveryRequest request, PictureKind kind) {
    return ground
        .database()
        .read(sql ->
            sql.first(
                "SELECT sealed FROM picture WHERE request = ? AND kind = ? AND facts <> ''",
                row -> row.getString(1),
                request.id(),
                kind.name()))
        .flatMap(sealed -> ground.vault().unseal(context(request.id(), kind), sealed));
  }

  /// Pictures of requests that were handed in, as alike as asked, the surest first. One pass over all pictures that are still kept (30 days): a
  /// distance of bits has no order that an index could hold. Nobody waits for it.
  static EarlierPictures earlier(Sql sql, String request) {
    return (shot, hashes, bits) ->
        sql.query(
            "SELECT r.id, r.customer, r.device_id, p.sha256, p.d_hash, p.p_hash, p.code, p.lean,"
                + " p.length FROM picture p"
                + " JOIN request r ON r.id = p.request WHERE p.kind = ? AND p.request <> ?"
                + " AND r.state <> 'DRAFT' AND (p.sha256 = ? OR (p.code = '' OR ? = ''"
                + " OR abs(p.lean - ?) <= ? AND abs(p.length - ?) <= ?) AND (p.code <> '' AND p.code = ? OR"
                + " least(bit_count((p.d_hash # ?)::bit(64)), bit_count((p.p_hash # ?)::bit(64))) <= ?))"
                + " ORDER BY p.sha256 = ? OR p.code <> '' AND p.code = ? DESC, p.made_us DESC LIMIT 20",
            row ->
                new EarlierPictures.Seen(
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    shot,
                    new Hashes(
                        row.getString(4),
                        row.getLong(5),
                        row.getLong(6),
                        new Pose(row.getString(7), row.getInt(8), row.getInt(9)))),
            PictureKind.of(shot).name(),
            request,
            hashes.sha256(),
            hashes.pose().code(),
            hashes.pose().lean(),
            Pose.SAME,
            hashes.pose().length(),
            Pose.SAME,
            hashes.pose().code(),
            hashes.dHash(),
            hashes.pHash(),
            bits,
            hashes.sha256(),
            hashes.pose().code());
  }

  private String sealed(String request, PictureKind kind, Reading reading) {
    return ground
        .vault()
        .seal(factsContext(request, kind), JSON.writeLine(reading).getBytes(UTF_8));
  }

  private static String context(String request, PictureKind kind) {
    return RecoveryRequest.context(request, "picture " + kind);
  }

  private static String factsContext(String request, PictureKind kind) {
    return RecoveryRequest.context(request, "facts " + kind);
  }
}
