package nightjar.recovery.authority;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileKeystoreTest extends AuthorityKeysContract {
  private static final char[] PASSPHRASE = "correct horse battery staple".toCharArray();
  private static Path file = Path.of("");
  private static AuthorityKeys keys;

  /// Made once: stretching a passphrase is meant to take long.
  @BeforeAll
  static void make(@TempDir Path folder) {
    file = folder.resolve("keys.json");
    FileKeystore.create(file, KID, PASSPHRASE, new Random(1));
    keys = FileKeystore.open(file, PASSPHRASE);
  }

  @Override
  AuthorityKeys keys() {
    return keys;
  }

  @Test
  void fileIsItsOwnersAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }
}
