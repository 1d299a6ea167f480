package nightjar.store.read;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.FrameIndex;
import nightjar.media.mp4.Gaps;
import nightjar.media.mp4.Piece;
import nightjar.media.mp4.VirtualMp4;
import nightjar.store.catalog.Catalog;
import nightjar.store.catalog.CatalogQueries;
import nightjar.store.catalog.CatalogQueries.StreamRow;
import nightjar.store.catalog.FileRow;
import nightjar.store.catalog.Sql;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.DiskSource;
import nightjar.store.keep.Leases;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// The durable footage of one stream between two times. Retention takes other files first until it is closed.
/// Owned by whoever opened it; one thread at a time.
public final class Span implements AutoCloseable {
  /// Retention chooses within a pass; after so many tries something is wrong.
  private static final int TRIES = 100;

  private final Source source;
  private final Interval interval;
  private final List<FileRow> files;
  private final long ticket;
  private @Nullable List<Piece> pieces;
  private boolean open = true;

  /// Where spans of one store come from, and what they share.
  public record Source(
      Disk disk, Catalog catalog, Leases leases, Layouts layouts, Curtain curtain) {
    /// Opens a recording file for a span that was found when `ticket` was drawn.
    DiskFile open(String path, long ticket) {
      curtain.check(ticket);
      return disk.openToRead(path);
    }
  }

  private Span(Source source, Interval interval, List<FileRow> files, long ticket) {
    this.source = source;
    this.interval = interval;
    this.files = files;
    this.ticket = ticket;
  }

  /// Throws WITHHELD when all of the stretch is; of one that is withheld in part it holds the other part.
  public static Span open(Source source, StreamKey key, Interval interval) {
    Curtain curtain = source.curtain();
    for (int i = 0; i < TRIES; i++) {
      // Drawn first: a curtain that falls while files are looked for closes this span.
      long ticket = curtain.ticket();
      long before = curtain.beforeMicros();
      if (interval.end() <= before) {
        throw curtain.withheld();
      }
      List<FileRow> files =
          source.catalog().read(sql -> files(new CatalogQueries(sql), key, interval)).stream()
              .filter(file -> file.start() >= before)
              .toList();
      if (source.leases().take(files)) {
        return new Span(source, interval, files, ticket);
      }
    }
    throw Fault.of(
        Fault.Kind.BUSY,
        "footage of " + key + " is being deleted while it is asked for",
        "Try again, or ask for footage that is not about to expire.");
  }

  private static List<FileRow> files(CatalogQueries queries, StreamKey key, Interval interval) {
    StreamRow stream = queries.stream(key);
    return stream == null
        ? List.of()
        : queries.files(stream.id(), interval.start(), interval.end());
  }

  private static List<Piece> pieces(Sql sql, List<FileRow> files) {
    CatalogQueries queries = new CatalogQueries(sql);
    Map<Long, List<CodecConfig>> configs = new HashMap<>();
    List<Piece> pieces = new ArrayList<>();
    List<@Nullable ByteBuffer> indexes = queries.frames(files);
    for (int i = 0; i < files.size(); i++) {
      FileRow file = files.get(i);
      ByteBuffer index = indexes.get(i);
      if (index == null) {
        throw Fault.of(
            Fault.Kind.CORRUPT,
            "the catalog has no frame index of " + file.path(),
            "Nothing recorded is lost: run 'store check', then 'store rebuild'.");
      }
      pieces.add(
          new Piece(
              file.path(),
              FrameIndex.decode(index),
              configs.computeIfAbsent(file.codecs(), queries::codecs)));
    }
    return pieces;
  }

  /// The recording files it is made of, in order of time.
  public List<FileRow> files() {
    return files;
  }

  /// The files' frames and decoder configurations.
  public List<Piece> pieces() {
    List<Piece> known = pieces;
    if (known == null) {
      known = source.catalog().read(sql -> pieces(sql, files));
      pieces = known;
    }
    return known;
  }

  public boolean isEmpty() {
    return files.isEmpty();
  }

  /// The span as one MP4 file. Throws NOT_FOUND when nothing was recorded. Valid until the span is closed.
  public SpanMp4 mp4(Gaps gaps) {
    VirtualMp4 layout = source.layouts().get(files, interval, gaps, () -> layOut(gaps));
    return new SpanMp4(source, ticket, layout);
  }

  private VirtualMp4 layOut(Gaps gaps) {
    return VirtualMp4.of(pieces(), interval.start(), interval.end(), gaps);
  }

  /// Fills `into` with the bytes of one of the span's files from `offset` on.
  public void read(String path, long offset, ByteBuffer into) {
    try (DiskFile file = source.open(path, ticket)) {
      if (new DiskSource(file).read(offset, into) < into.limit()) {
        throw Fault.of(
            Fault.Kind.CORRUPT,
            path + " ends before byte " + (offset + into.limit()),
            "Run 'store check' to see what else is missing.");
      }
    }
  }

  /// Reads every frame of every file of the span, file by file, in the order of its bytes.
  public void frames(StoredFrame.Visitor visitor) {
    for (Piece piece : pieces()) {
      try (DiskFile file = source.open(piece.key(), ticket)) {
        StoredFrame.visit(file, piece, visitor);
      }
    }
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      source.leases().giveBack(files);
    }
  }
}
