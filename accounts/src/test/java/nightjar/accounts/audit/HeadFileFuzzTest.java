package nightjar.accounts.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import nightjar.accounts.secret.Vault;
import nightjar.base.Bytes;
import org.junit.jupiter.api.Test;

class HeadFileFuzzTest {
  private final HeadFile file = new HeadFile(Path.of("unused"), vault());

  private static Vault vault() {
    try {
      Path folder = Files.createTempDirectory("nightjar-head");
      Vault vault = Vault.open(folder.resolve("key"), new SecureRandom());
      Files.delete(folder.resolve("key"));
      Files.delete(folder);
      return vault;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @FuzzTest(maxDuration = "60s")
  void whatWeDidNotSignIsForged(byte[] bytes) {
    assertThat(file.parse(bytes)).isEqualTo(new HeadFile.Kept.Forged());
  }

  @Test
  void whatWeSignedReadsBack() {
    var head = new Head(42, Bytes.of(new byte[32]));
    byte[] bytes = file.format(head);
    assertThat(file.parse(bytes)).isEqualTo(new HeadFile.Kept.Good(head));
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      assertThat(file.parse(changed)).as("byte %s", i).isEqualTo(new HeadFile.Kept.Forged());
    }
  }
}
