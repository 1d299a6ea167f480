package nightjar.accounts.password;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import nightjar.base.Fault;

/// Passwords known to attackers, as a sorted list of hashes: no password can be read from it, and one is found by bisection.
///
/// ```
/// offset  size  field
///      0     4  "NJL1"
///      4     4  count, big-endian
///      8   8 n  the first 8 bytes of SHA-256 of each password (NFKC, lower case, UTF-8), signed big-endian, rising
/// ```
/// The built-in list has what any profile would otherwise accept: entries of at least twelve characters. An owner may put a longer
/// list into the data folder (`java tools/LeakedList.java`). Safe for any thread because it does not change.
public final class LeakedPasswords {
  public static final String NAME = "leaked-passwords.bin";

  private static final int MAGIC = 0x4e4a4c31;
  private static final int MOST = 4_000_000;

  private final long[] hashes;

  private LeakedPasswords(long[] hashes) {
    this.hashes = hashes;
  }

  /// The list in `folder` if there is one, else the built-in.
  public static LeakedPasswords open(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      if (Files.exists(file)) {
        return parse(Files.size(file) > 8L * MOST + 8 ? new byte[0] : Files.readAllBytes(file))
            .orElseThrow(() -> damaged(file));
      }
      return builtIn();
    } catch (IOException e) {
      throw Fault.of(Fault.Kind.DISK, "cannot read " + file, "Check the data folder.", e);
    }
  }

  public static LeakedPasswords builtIn() {
    try (InputStream in = LeakedPasswords.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is not in the program");
      }
      return parse(in.readAllBytes()).orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Empty for bytes that are no such list.
  static Optional<LeakedPasswords> parse(byte[] bytes) {
    if (bytes.length < 8) {
      return Optional.empty();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int magic = in.getInt();
    int count = in.getInt();
    if (magic != MAGIC || count < 0 || count > MOST || in.remaining() != 8L * count) {
      return Optional.empty();
    }
    long[] hashes = new long[count];
    in.asLongBuffer().get(hashes);
    for (int i = 1; i < count; i++) {
      if (hashes[i - 1] >= hashes[i]) {
        return Optional.empty();
      }
    }
    return Optional.of(new LeakedPasswords(hashes));
  }

  /// The bytes of a list of these passwords.
  public static byte[] format(Stream<String> passwords) {
    long[] hashes = passwords.mapToLong(LeakedPasswords::hash).sorted().distinct().toArray();
    ByteBuffer out = ByteBuffer.allocate(8 + 8 * hashes.length).putInt(MAGIC).putInt(hashes.length);
    for (long hash : hashes) {
      out.putLong(hash);
    }
    return out.array();
  }

  public boolean has(String text) {
    return Arrays.binarySearch(hashes, hash(text)) >= 0;
  }

  private static long hash(String text) {
    String folded = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(sha256.digest(folded.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static Fault damaged(Path file) {
    return Fault.of(
        Fault.Kind.CORRUPT,
        file + " is not a list of leaked passwords",
        "Make it again, or remove it: the built-in list is used then.");
  }
}
