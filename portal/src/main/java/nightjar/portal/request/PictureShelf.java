package nightjar.portal.request;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import nightjar.recovery.crypto.Crypto;

/// The pictures of requests, each sealed for its request. Safe for any thread because the database is.
public final class PictureShelf {
  public static final int MOST_BYTES = 15 << 20;

  private static final long MOST_PIXELS = 50_000_000;
  private static final int LEAST_SIDE = 200;

  /// Why a picture is not taken.
  public enum No {
    NOT_A_PICTURE,
    TOO_LARGE,
    TOO_SMALL
  }

  private final Ground ground;

  public PictureShelf(Ground ground) {
    this.ground = ground;
  }

  /// Keeps the picture in place of one before; empty when it was taken. Only while the request is a draft or something is missing.
  public Optional<No> put(RecoveryRequest request, PictureKind kind, boolean camera, byte[] bytes) {
    Optional<No> no = refused(bytes);
    if (no.isPresent()) {
      return no;
    }
    ground
        .database()
        .write(sql ->
            sql.update(
                "INSERT INTO picture (request, kind, how, sealed, sha256, facts, made_us)"
                    + " VALUES (?, ?, ?, ?, ?, '', ?) ON CONFLICT (request, kind) DO UPDATE SET"
                    + " how = excluded.how, sealed = excluded.sealed, sha256 = excluded.sha256,"
                    + " facts = excluded.facts, made_us = excluded.made_us",
                request.id(),
                kind.name(),
                camera ? "CAMERA" : "FILE",
                ground.vault().seal(context(request, kind), bytes),
                HexFormat.of().formatHex(Crypto.sha256(bytes)),
                ground.now()));
    return Optional.empty();
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

  public Optional<byte[]> get(RecoveryRequest request, PictureKind kind) {
    return ground
        .database()
        .read(sql ->
            sql.first(
                "SELECT sealed FROM picture WHERE request = ? AND kind = ?",
                row -> row.getString(1),
                request.id(),
                kind.name()))
        .flatMap(sealed -> ground.vault().unseal(context(request, kind), sealed));
  }

  private static String context(RecoveryRequest request, PictureKind kind) {
    return RecoveryRequest.context(request.id(), "picture " + kind);
  }

  /// By its head alone: nothing is decoded here.
  private static Optional<No> refused(byte[] bytes) {
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        return Optional.of(No.NOT_A_PICTURE);
      }
      ImageReader reader = readers.next();
      try {
        String format = reader.getFormatName();
        if (!format.equalsIgnoreCase("jpeg") && !format.equalsIgnoreCase("png")) {
          return Optional.of(No.NOT_A_PICTURE);
        }
        reader.setInput(in, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        return width * height > MOST_PIXELS
            ? Optional.of(No.TOO_LARGE)
            : Math.min(width, height) < LEAST_SIDE ? Optional.of(No.TOO_SMALL) : Optional.empty();
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      return Optional.of(No.NOT_A_PICTURE);
    }
  }
}
