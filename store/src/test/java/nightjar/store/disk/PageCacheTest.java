package nightjar.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What Linux keeps of a file in memory, as fincore of util-linux counts it.
class PageCacheTest {
  private static final int BYTES = (1 << 20) + 100;

  @TempDir Path folder;

  @Test
  void whatIsSyncedIsForgottenButItsLastPage() throws IOException {
    assumeTrue(!Files.getFileStore(folder).type().equals("tmpfs"), "there memory is the disk");
    Path path = folder.resolve("a.mp4");
    var bytes = new byte[BYTES];
    new SplittableRandom(1).nextBytes(bytes);
    try (DiskFile file = new LocalDisk(folder).create("a.mp4")) {
      file.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, 0);
      long before = kept(path);
      file.sync();
      long after = kept(path);
      assumeTrue(before >= BYTES, "fincore counts pages here");
      assertThat(after).isLessThan(BYTES / 2);
      file.write(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, BYTES);
      file.sync();
      assertThat(kept(path)).isLessThan(BYTES / 2);
    }
    byte[] all = Files.readAllBytes(path);
    assertThat(all).hasSize(2 * BYTES).startsWith(bytes).endsWith(bytes);
  }

  /// -1 where nobody can tell.
  private static long kept(Path file) throws IOException {
    try {
      Process fincore =
          new ProcessBuilder("fincore", "--bytes", "--noheadings", "--output", "RES", file + "")
              .start();
      String said = new String(fincore.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return said.isBlank() ? -1 : Long.parseLong(said.strip());
    } catch (IOException e) {
      return -1;
    }
  }
}
