package nightjar.accounts.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.accounts.secret.Vault;
import nightjar.base.Bytes;
import nightjar.base.Fault;

/// The head of the chain in a file of its own, signed: what shows that the end of the log was cut off.
///
/// ```
/// nightjar-audit-head 1 <number> <hash, 64 hex digits> <HMAC-SHA-256, 64 hex digits>
/// ```
final class HeadFile {
  private static final Pattern SHAPE =
      Pattern.compile("nightjar-audit-head 1 (\\d{1,18}) ([0-9a-f]{64}) ([0-9a-f]{64})\n");
  private static final int LONGEST = 300;

  /// What the file says.
  sealed interface Kept {
    record Good(Head head) implements Kept {}

    record None() implements Kept {}

    /// Not ours, or changed.
    record Forged() implements Kept {}
  }

  private final Path file;
  private final Vault vault;

  HeadFile(Path file, Vault vault) {
    this.file = file;
    this.vault = vault;
  }

  Kept read() {
    try {
      if (!Files.exists(file)) {
        return new Kept.None();
      }
      return Files.size(file) > LONGEST ? new Kept.Forged() : parse(Files.readAllBytes(file));
    } catch (IOException e) {
      throw fault(e);
    }
  }

  Kept parse(byte[] bytes) {
    Matcher matcher = SHAPE.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
    if (!matcher.matches()) {
      return new Kept.Forged();
    }
    var head = new Head(Long.parseLong(matcher.group(1)), Bytes.fromHex(matcher.group(2)));
    byte[] signature = HexFormat.of().parseHex(matcher.group(3));
    return vault.signed("audit head", head.bytes(), signature)
        ? new Kept.Good(head)
        : new Kept.Forged();
  }

  byte[] format(Head head) {
    HexFormat hex = HexFormat.of();
    return "nightjar-audit-head 1 %d %s %s\n"
        .formatted(
            head.number(),
            hex.formatHex(head.hash().toArray()),
            hex.formatHex(vault.sign("audit head", head.bytes())))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /// Old or new after a crash, never half.
  void write(Head head) {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try {
      try (var channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING)) {
        channel.write(ByteBuffer.wrap(format(head)));
        channel.force(false);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// Keeps a head that does not fit the log, as evidence, under a name that says so.
  void setAside(long atMicros) {
    try {
      if (Files.exists(file)) {
        Files.move(file, file.resolveSibling(file.getFileName() + ".broken-" + atMicros));
      }
    } catch (IOException e) {
      throw fault(e);
    }
  }

  private Fault fault(IOException e) {
    return Fault.of(
        Fault.Kind.DISK,
        "the audit log's head " + file + ": " + e.getMessage(),
        "Look at the system log for errors of this disk.",
        e);
  }
}
