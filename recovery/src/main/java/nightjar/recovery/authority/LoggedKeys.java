package nightjar.recovery.authority;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;

/// Keys of which every secret that they make is written down before anybody has it: the public key of the recorder it was made with, a line each. What
/// the authority then gave out is in its audit chain; that the two differ is found by [Reconciliation].
///
/// Whoever takes the keys elsewhere is not seen here: a hardware module counts for itself.
/// Safe for any thread because every change holds the object's lock.
final class LoggedKeys implements AuthorityKeys, AutoCloseable {
  private static final String NAME = "keys.log";

  private final AuthorityKeys keys;
  private final Path path;
  private final FileChannel file;
  private final Map<String, Integer> uses;

  private LoggedKeys(AuthorityKeys keys, Path path, FileChannel file, Map<String, Integer> uses) {
    this.keys = keys;
    this.path = path;
    this.file = file;
    this.uses = uses;
  }

  static LoggedKeys open(Path folder, AuthorityKeys keys) {
    Path path = folder.resolve(NAME);
    try {
      PrivateFile.makeFolder(folder);
      if (!Files.exists(path)) {
        new PrivateFile(path).replace(Bytes.empty());
      }
      Map<String, Integer> uses = new LinkedHashMap<>();
      Files.readAllLines(path, StandardCharsets.US_ASCII)
          .forEach(line -> uses.merge(line, 1, Integer::sum));
      return new LoggedKeys(keys, path, FileChannel.open(path, StandardOpenOption.APPEND), uses);
    } catch (IOException e) {
      throw disk(path, e);
    }
  }

  /// How often by the recorder's public key, in hexadecimal.
  synchronized Map<String, Integer> uses() {
    return Map.copyOf(uses);
  }

  /// Nobody gets a secret that is not written down; one that could not be made is not.
  @Override
  public synchronized byte[] agree(Bytes device) {
    byte[] secret = keys.agree(device);
    String key = HexFormat.of().formatHex(device.toArray());
    try {
      ByteBuffer line = ByteBuffer.wrap((key + "\n").getBytes(StandardCharsets.US_ASCII));
      while (line.hasRemaining()) {
        file.write(line);
      }
      file.force(true);
    } catch (IOException e) {
      Crypto.wipe(secret);
      throw disk(path, e);
    }
    uses.merge(key, 1, Integer::sum);
    return secret;
  }

  @Override
  public int kid() {
    return keys.kid();
  }

  @Override
  public Bytes publicKey() {
    return keys.publicKey();
  }

  @Override
  public RawKeys auditKind() {
    return keys.auditKind();
  }

  @Override
  public Bytes auditPublic() {
    return keys.auditPublic();
  }

  @Override
  public byte[] signHead(byte[] head) {
    return keys.signHead(head);
  }

  @Override
  public byte[] pseudonym(byte[] value) {
    return keys.pseudonym(value);
  }

  @Override
  public synchronized void close() {
    try {
      file.close();
    } catch (IOException e) {
      throw disk(path, e);
    }
  }

  private static Fault disk(Path path, IOException e) {
    return Fault.of(
        Fault.Kind.DISK,
        path + ": " + e.getMessage(),
        "Nothing is issued that cannot be written down. Check the disk.",
        e);
  }
}
