package nightjar.recovery.authority;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Consumer;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.crypto.Crypto;

/// The authority's memory: a file of JSON lines, each holding the hash of the one before, and beside it the signed head, which
/// shows when lines were cut off the end. A line is durable before anything is answered.
/// Owned by [Authority], under its lock.
final class AuditChain implements AutoCloseable {
  static final String START = "0".repeat(64);
  private static final Json JSON = new Json();

  private record Head(long seq, String hash, String signature) {}

  private final FileChannel file;
  private final PrivateFile headFile;
  private final AuthorityKeys keys;
  private long lines;
  private String last;

  private AuditChain(
      FileChannel file, PrivateFile headFile, AuthorityKeys keys, Verified verified) {
    this.file = file;
    this.headFile = headFile;
    this.keys = keys;
    this.lines = verified.lines;
    this.last = verified.last;
  }

  /// How many lines there are, and the hash of the last.
  record Verified(long lines, String last) {}

  /// Reads and verifies all of it; each line goes to `each`. A last line that a power cut left unfinished was never answered, and is cut off.
  static AuditChain open(Path folder, AuthorityKeys keys, Consumer<AuditEntry> each) {
    Path path = folder.resolve("audit.jsonl");
    var headFile = new PrivateFile(folder.resolve("audit.head"));
    try {
      PrivateFile.makeFolder(folder);
      if (!Files.exists(path)) {
        new PrivateFile(path).replace(Bytes.empty());
      }
      Verified verified = verify(path, headFile, keys, each);
      FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      file.truncate(wholeLines(path));
      file.position(file.size());
      return new AuditChain(file, headFile, keys, verified);
    } catch (IOException e) {
      throw disk(path, e);
    }
  }

  long lines() {
    return lines;
  }

  long nextSeq() {
    return lines + 1;
  }

  String last() {
    return last;
  }

  /// Signed first: keys that are out of reach leave the chain as it was.
  void append(AuditEntry entry) {
    byte[] line = (JSON.writeLine(entry) + "\n").getBytes(StandardCharsets.UTF_8);
    String hash = hash(line);
    String signature = HexFormat.of().formatHex(keys.signHead(headBytes(entry.seq(), hash)));
    try {
      ByteBuffer bytes = ByteBuffer.wrap(line);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    } catch (IOException e) {
      throw disk(Path.of("audit.jsonl"), e);
    }
    lines++;
    last = hash;
    headFile.replace(
        Bytes.of(
            JSON.writeLine(new Head(entry.seq(), last, signature))
                .getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw disk(Path.of("audit.jsonl"), e);
    }
  }

  private static Verified verify(
      Path path, PrivateFile headFile, AuthorityKeys keys, Consumer<AuditEntry> each)
      throws IOException {
    String last = START;
    long lines = 0;
    Head head =
        headFile
            .read()
            .map(b ->
                JSON.read(
                    new String(b.toArray(), StandardCharsets.UTF_8), Head.class, "audit head"))
            .orElse(new Head(0, START, ""));
    boolean headSeen = head.seq == 0;
    byte[] all = Files.readAllBytes(path);
    int start = 0;
    for (int end = 0; end < all.length; end++) {
      if (all[end] != '\n') {
        continue;
      }
      byte[] line = Arrays.copyOfRange(all, start, end + 1);
      AuditEntry entry =
          JSON.read(
              new String(line, StandardCharsets.UTF_8),
              AuditEntry.class,
              "audit line " + (lines + 1));
      if (entry.seq() != lines + 1 || !entry.prev().equals(last)) {
        throw broken("line " + (lines + 1) + " does not follow the one before");
      }
      each.accept(entry);
      lines++;
      last = hash(line);
      start = end + 1;
      if (entry.seq() == head.seq) {
        headSeen = last.equals(head.hash) && signed(head, keys);
      }
    }
    if (!headSeen) {
      throw broken("the signed head, number " + head.seq + ", does not fit");
    }
    if (lines > head.seq + 1) {
      throw broken("the signed head is more than one line behind");
    }
    return new Verified(lines, last);
  }

  private static boolean signed(Head head, AuthorityKeys keys) {
    return Crypto.verify(
        keys.auditKind().signature(),
        keys.auditKind().key(keys.auditPublic()),
        headBytes(head.seq, head.hash),
        HexFormat.of().parseHex(head.signature));
  }

  private static byte[] headBytes(long seq, String hash) {
    return ("NVR-RC/1 audit " + seq + " " + hash).getBytes(StandardCharsets.US_ASCII);
  }

  private static long wholeLines(Path path) throws IOException {
    byte[] all = Files.readAllBytes(path);
    int end = all.length;
    while (end > 0 && all[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static String hash(byte[] line) {
    return HexFormat.of().formatHex(Crypto.sha256(line));
  }

  private static Fault broken(String what) {
    return Fault.of(
        Fault.Kind.CORRUPT,
        "the audit chain is broken: " + what,
        "Issue nothing. Compare with the copies kept elsewhere, and find out who wrote here.");
  }

  private static Fault disk(Path path, IOException e) {
    return Fault.of(
        Fault.Kind.DISK,
        path + ": " + e.getMessage(),
        "Nothing is issued that cannot be written down. Check the disk.",
        e);
  }
}
