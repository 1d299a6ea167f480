package nightjar.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.Set;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;

/// A PIN or a token of the operator's: the command line would show it to every user of the machine.
final class SecretFile {
  private static final int LONGEST = 1_000;

  private SecretFile() {}

  /// The first line, of a file that its owner alone may read.
  static char[] line(Path path) {
    byte[] bytes = new byte[0];
    try (InputStream in = Files.newInputStream(path)) {
      Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
      if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE)
          .containsAll(mode)) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "others may read the secret in " + path,
            "Give the file the mode 0600, and change the secret.");
      }
      bytes = in.readNBytes(LONGEST + 1);
      int end = 0;
      while (end < bytes.length && bytes[end] != '\n' && bytes[end] != '\r') {
        end++;
      }
      if (end == 0 || end > LONGEST) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "there is no secret in " + path,
            "Write it as the file’s one line, of at most 1000 bytes.");
      }
      var text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes, 0, end));
      char[] line = new char[text.remaining()];
      text.get(line);
      Arrays.fill(text.array(), ' ');
      return line;
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          path + " cannot be read: " + FileReason.of(e),
          "Name the file that holds the secret.",
          e);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
