package nightjar.recorder.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.recorder.evidence.Verdict.How;
import nightjar.recorder.evidence.Verdict.Stretch;

/// Checks exports with nothing but the files themselves. Memory is bounded by the largest seal, time by the length of the file.
public final class Verifier {
  private static final int MOST_STRETCHES = 100;
  private static final int MOST_ENTRIES = 1_000;

  /// The seal of a whole file is in here; further back is looked only when it is not.
  private static final long TAIL = 4 << 20;

  private static final int BLOCK = 1 << 16;
  private static final int MOST_MARKS = 1_000;

  private Verifier() {}

  /// What was found in an archive, or in a single file under its own name.
  ///
  /// @param missing cameras of the export of which there is no file
  public record Report(Map<String, Verdict> files, Set<String> missing) {
    public boolean unchanged() {
      return !files.isEmpty()
          && missing.isEmpty()
          && files.values().stream().allMatch(each -> each instanceof Verdict.Unchanged);
    }
  }

  /// A found seal and where its box lies.
  private record Found(Seal seal, long from, long to) {}

  /// Checks an MP4 file, or every MP4 file of a ZIP archive.
  public static Report verify(Path file) {
    // A device or a pipe may never end.
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw Fault.of(
          Fault.Kind.INVALID, file + " is not a file", "Name an exported MP4 or ZIP file.");
    }
    try {
      if (isZip(file)) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
          return archive(zip);
        }
      }
      return new Report(
          Map.of(String.valueOf(file.getFileName()), verify(Content.of(file))), Set.of());
    } catch (IOException e) {
      throw Fault.of(
          e instanceof NoSuchFileException ? Fault.Kind.NOT_FOUND : Fault.Kind.DISK,
          file + " cannot be read: " + FileReason.of(e),
          "Name an exported MP4 or ZIP file.",
          e);
    }
  }

  private static boolean isZip(Path file) throws IOException {
    try (InputStream in = Content.of(file).open(0)) {
      return Arrays.equals(in.readNBytes(4), new byte[] {'P', 'K', 3, 4});
    }
  }

  private static Report archive(ZipFile zip) {
    Map<String, Verdict> files = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>();
    Set<String> present = new HashSet<>();
    Set<String> names = new HashSet<>();
    for (ZipEntry entry : Collections.list(zip.entries())) {
      // Read by their names: of two that share one, the second would never be looked at.
      if (!names.add(entry.getName())) {
        throw Fault.of(Fault.Kind.INVALID, "two files in it are called " + entry.getName(), "");
      }
      if (names.size() > MOST_ENTRIES) {
        throw Fault.of(Fault.Kind.INVALID, "more than " + MOST_ENTRIES + " files in it", "");
      }
      if (entry.getName().toLowerCase(Locale.ROOT).endsWith(".mp4")) {
        Verdict verdict = verify(Content.of(zip, entry));
        files.put(entry.getName(), verdict);
        statement(verdict)
            .ifPresent(statement -> {
              present.add(statement.camera());
              missing.addAll(statement.cameras());
            });
      }
    }
    missing.removeAll(present);
    return new Report(files, missing);
  }

  private static Optional<Statement> statement(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Unchanged(Statement statement, _) -> Optional.of(statement);
      case Verdict.Changed(Statement statement, _, _) -> Optional.of(statement);
      case Verdict.Forged _, Verdict.Unsigned _, Verdict.Unreadable _ -> Optional.empty();
    };
  }

  static Verdict verify(Content content) {
    try {
      long length = content.length();
      Optional<Found> found = find(content, Math.max(0, length - TAIL), length);
      if (found.isEmpty() && length > TAIL) {
        found = find(content, 0, length);
      }
      return found.isEmpty() ? new Verdict.Unsigned() : judge(content, length, found.get());
    } catch (IOException e) {
      return new Verdict.Unreadable(FileReason.of(e));
    }
  }

  private static Verdict judge(Content content, long length, Found found) throws IOException {
    Seal seal = found.seal();
    if (!seal.genuine()) {
      return new Verdict.Forged();
    }
    Statement statement;
    try {
      statement = seal.read();
    } catch (Fault notOurs) {
      return new Verdict.Forged();
    }
    long stated = statement.bytes();
    if (stated < 0 || Seal.pieces(stated) != seal.pieces()) {
      return new Verdict.Forged();
    }
    List<Stretch> stretches = compare(content, seal, Math.min(stated, found.from()));
    if (found.from() < stated) {
      add(stretches, How.MISSING, found.from(), stated);
    }
    add(stretches, How.ADDED, stated, found.from());
    add(stretches, How.ADDED, found.to(), length);
    String key = EvidenceKey.fingerprint(seal.key());
    return stretches.isEmpty()
        ? new Verdict.Unchanged(statement, key)
        : new Verdict.Changed(statement, key, Footage.times(content, statement, stretches));
  }

  /// Pieces of the first `end` bytes that are not as they were, neighbours as one stretch.
  private static List<Stretch> compare(Content content, Seal seal, long end) throws IOException {
    List<Stretch> stretches = new ArrayList<>();
    MessageDigest sha = Sealing.newSha256();
    byte[] piece = new byte[Seal.PIECE];
    try (InputStream in = content.open(0)) {
      for (long at = 0; at < end && stretches.size() < MOST_STRETCHES; at += Seal.PIECE) {
        int size = (int) Math.min(Seal.PIECE, end - at);
        if (in.readNBytes(piece, 0, size) < size) {
          throw new IOException("it ends before byte " + (at + size));
        }
        sha.update(piece, 0, size);
        if (!seal.isPiece(at / Seal.PIECE, sha.digest())) {
          Stretch last = stretches.isEmpty() ? null : stretches.getLast();
          if (last != null && last.to() == at) {
            stretches.set(stretches.size() - 1, new Stretch(How.CHANGED, last.from(), at + size));
          } else {
            stretches.add(new Stretch(How.CHANGED, at, at + size));
          }
        }
      }
    }
    return stretches;
  }

  private static void add(List<Stretch> stretches, How how, long from, long to) {
    if (from < to) {
      stretches.add(new Stretch(how, from, to));
    }
  }

  /// The last seal from `start` on whose parts fit together.
  private static Optional<Found> find(Content content, long start, long length) throws IOException {
    for (long mark : marks(content, start).reversed()) {
      long from = mark - 4;
      if (from < 0) {
        continue;
      }
      try (InputStream in = content.open(from)) {
        byte[] size = in.readNBytes(4);
        long bytes = new java.math.BigInteger(1, size).longValue();
        if (bytes <= Seal.LARGEST && from + bytes <= length) {
          byte[] box = Arrays.copyOf(size, (int) bytes);
          if (bytes > 4 && in.readNBytes(box, 4, (int) bytes - 4) == bytes - 4) {
            Optional<Seal> seal = Seal.parse(box);
            if (seal.isPresent()) {
              return Optional.of(new Found(seal.get(), from, from + bytes));
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  /// Where [Seal#MARK] stands, from `start` on; the last thousand.
  private static List<Long> marks(Content content, long start) throws IOException {
    List<Long> marks = new ArrayList<>();
    byte[] block = new byte[BLOCK];
    int kept = 0;
    long at = start;
    try (InputStream in = content.open(start)) {
      for (int n = in.read(block, 0, BLOCK); n > 0; n = in.read(block, kept, BLOCK - kept)) {
        int end = kept + n;
        for (int i = 0; i + Seal.MARK.length <= end; i++) {
          if (block[i] == Seal.MARK[0]
              && Arrays.equals(block, i, i + Seal.MARK.length, Seal.MARK, 0, Seal.MARK.length)) {
            marks.add(at + i);
            if (marks.size() > MOST_MARKS) {
              marks.removeFirst();
            }
          }
        }
        kept = Math.min(end, Seal.MARK.length - 1);
        System.arraycopy(block, end - kept, block, 0, kept);
        at += end - kept;
      }
    }
    return marks;
  }
}
