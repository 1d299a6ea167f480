package nightjar.e2e.crash;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// A small ext4 disk in a file; only root can have one. Owned by one test.
final class Mount implements AutoCloseable {
  private final Path image;
  private final Path point;

  private Mount(Path image, Path point) {
    this.image = image;
    this.point = point;
  }

  /// Makes the file system and mounts it at the folder `point`; skips the test where that is not allowed.
  static Mount make(Path image, int bytes, Path point) throws IOException {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength(bytes);
    }
    // No blocks kept for root, who would see the disk full later than anybody else.
    assumeTrue(run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString()), "no mkfs.ext4");
    var mount = new Mount(image, point);
    assumeTrue(mount.attach(), "loop mounts need root");
    return mount;
  }

  boolean attach() {
    return run("mount", "-o", "loop", image.toString(), point.toString());
  }

  /// As if the cable was pulled: the folder is bare at once, whoever has files open keeps them.
  void pull() throws IOException {
    if (!run("umount", "-l", point.toString())) {
      throw new IOException("cannot unmount " + point);
    }
  }

  @Override
  public void close() {
    run("umount", "-l", point.toString());
  }

  private static boolean run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean good = process.onExit().join().exitValue() == 0;
      if (!good) {
        System.out.println(String.join(" ", command) + ": " + said);
      }
      return good;
    } catch (IOException e) {
      System.out.println(e.getMessage());
      return false;
    }
  }
}
