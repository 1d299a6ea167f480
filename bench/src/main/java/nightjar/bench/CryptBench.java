package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.store.crypt.EncryptedDisk;
import nightjar.store.crypt.KeyRing;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.LocalDisk;

/// What encryption costs beside plain files: fragments written as a pass writes them, and read as an export reads them. Plain and
/// encrypted take turns, three times each after one that does not count; the least is told, which other programs disturbed least.
final class CryptBench {
  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
  private static final int FRAGMENT = 250_000;
  private static final int FILES = 16;
  private static final int FRAGMENTS = 120;
  private static final double GIGABYTES = 1e-9 * FRAGMENT * FILES * FRAGMENTS;
  private static final int ROUNDS = 4;

  private final Path folder;
  private final ByteBuffer fragment = ByteBuffer.allocateDirect(FRAGMENT);

  /// Seconds of one round.
  private record Cost(double cpu, double wall) {}

  private CryptBench(Path folder) {
    this.folder = folder;
    byte[] noise = new byte[FRAGMENT];
    new SplittableRandom(1).nextBytes(noise);
    fragment.put(noise).flip();
  }

  static void run() {
    Path folder = Site.temporary();
    try {
      new CryptBench(folder).measure();
    } finally {
      Site.delete(folder);
    }
  }

  private void measure() {
    var random = new SecureRandom();
    var local = new LocalDisk(folder);
    KeyRing keys = KeyRing.open(local, "keys", random);
    Disk encrypted = new EncryptedDisk(local, keys, true, random);
    List<Cost> plainWrites = new ArrayList<>();
    List<Cost> writes = new ArrayList<>();
    List<Cost> plainReads = new ArrayList<>();
    List<Cost> reads = new ArrayList<>();
    List<Cost> plainCopies = new ArrayList<>();
    List<Cost> copies = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      plainWrites.add(cost(() -> write(local)));
      plainReads.add(cost(() -> read(local, new Sink())));
      plainCopies.add(cost(() -> copy(local)));
      delete(local);
      writes.add(cost(() -> write(encrypted)));
      reads.add(cost(() -> read(encrypted, new Sink())));
      copies.add(cost(() -> copy(encrypted)));
      delete(local);
    }
    var table = new Table("", "CPU s per GB, plain", "encrypted", "MB/s, plain", "encrypted");
    row(table, "fragments written, without a sync", plainWrites, writes);
    row(table, "read for a signed export or a player", plainReads, reads);
    row(table, "copied into a file", plainCopies, copies);
    table.print();
  }

  private static void row(Table table, String what, List<Cost> plain, List<Cost> encrypted) {
    table.row(
        what,
        least(plain).cpu / GIGABYTES,
        least(encrypted).cpu / GIGABYTES,
        Math.round(1000 * GIGABYTES / least(plain).wall),
        Math.round(1000 * GIGABYTES / least(encrypted).wall));
  }

  private static Cost least(List<Cost> all) {
    List<Cost> counted = all.subList(1, all.size());
    return new Cost(
        counted.stream().mapToDouble(Cost::cpu).min().orElseThrow(),
        counted.stream().mapToDouble(Cost::wall).min().orElseThrow());
  }

  private static Cost cost(Runnable work) {
    long cpu = CPU.getCurrentThreadCpuTime();
    long wall = System.nanoTime();
    work.run();
    return new Cost((CPU.getCurrentThreadCpuTime() - cpu) / 1e9, (System.nanoTime() - wall) / 1e9);
  }

  private void write(Disk disk) {
    List<DiskFile> files = new ArrayList<>();
    for (int i = 0; i < FILES; i++) {
      files.add(disk.create(name(i)));
    }
    for (int n = 0; n < FRAGMENTS; n++) {
      for (DiskFile file : files) {
        file.write(new ByteBuffer[] {fragment.duplicate()}, (long) n * FRAGMENT);
      }
    }
    files.forEach(DiskFile::close);
  }

  private static void read(Disk disk, WritableByteChannel target) {
    for (int i = 0; i < FILES; i++) {
      try (DiskFile file = disk.openToRead(name(i))) {
        for (long at = 0; at < file.size(); ) {
          at += file.transferTo(at, file.size() - at, target);
        }
      }
    }
  }

  private void copy(Disk disk) {
    try (FileChannel out =
        FileChannel.open(
            folder.resolve("copy"),
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      read(disk, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Disk disk) {
    for (int i = 0; i < FILES; i++) {
      disk.delete(name(i));
    }
  }

  private static String name(int number) {
    return number + ".mp4";
  }

  /// Takes everything and keeps nothing.
  private static final class Sink implements WritableByteChannel {
    @Override
    public int write(ByteBuffer source) {
      int count = source.remaining();
      source.position(source.limit());
      return count;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }
}
