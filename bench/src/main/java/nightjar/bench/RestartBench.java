package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import nightjar.base.Bytes;
import nightjar.base.time.SystemClock;
import nightjar.store.Store;
import nightjar.store.catalog.Catalog;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.DiskLayout;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.StreamKey;
import tools.jackson.databind.JsonNode;

/// How long from the start of the process until footage is durable again, after SIGKILL, with a month of all cameras on the
/// disk. `-Dnightjar.bench.days` and `-Dnightjar.bench.cameras` make it smaller.
///
/// The catalog has a row for each file of the month. The files themselves exist, empty, for the newest days: recovery lists
/// no folder but those, and reads no file but the ones that were growing.
final class RestartBench {
  private static final int ROUNDS = 5;
  private static final long DAY = 86_400_000_000L;
  private static final int DAYS_WITH_FILES = 3;

  private final int cameras = Integer.getInteger("nightjar.bench.cameras", 64);
  private final int days = Integer.getInteger("nightjar.bench.days", 30);
  private final long now = new SystemClock().wallMicros();

  private RestartBench() {}

  static void run() {
    new RestartBench().measure();
  }

  private void measure() {
    var table = new Table("round", "s to the first durable footage", "s to that of every camera");
    try (Site site = new Site(cameras)) {
      Path folder = site.folder("recordings");
      long files = fill(folder);
      System.out.printf(Locale.ROOT, "%d files of %d cameras in the catalog%n%n", files, cameras);
      for (int round = 0; round <= ROUNDS; round++) {
        Set<String> heard = new HashSet<>();
        long start = System.nanoTime();
        double[] first = new double[1];
        Process recorder = site.recorder(folder, 1, "--durable");
        new Output(
                recorder,
                line -> {
                  JsonNode key = Site.json(line).path("durable").path("key");
                  if (!key.isMissingNode() && heard.add(key.toString()) && heard.size() == 1) {
                    first[0] = seconds(start);
                  }
                  return heard.size() == cameras;
                })
            .await();
        if (round > 0) {
          table.row(round, first[0], seconds(start));
        }
        ProcessMeter.sleep(Duration.ofSeconds(3));
        recorder.destroyForcibly();
        Programs.stop(recorder, false);
      }
    }
    table.print();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private long fill(Path folder) {
    var random = new SplittableRandom(3);
    var disk = new LocalDisk(folder);
    DiskIdentity identity = Store.init(disk, random);
    long from = Math.floorDiv(now, DAY) * DAY - (days - 1) * DAY;
    int minutes = (int) ((now - from) / 60_000_000);
    // What is never read need not be long.
    var nothing = new SyntheticCatalog.Minute("", Bytes.of((byte) 0), 30_000_000);
    try (Catalog catalog = Catalog.open(disk.database(Catalog.NAME), identity.disk(), now)) {
      return new SyntheticCatalog(
              catalog,
              random,
              List.of(nothing),
              List.of(RealHour.CONFIG),
              (key, start, _) -> file(disk, folder, key, start))
          .fill(cameras, from, minutes);
    }
  }

  private String file(LocalDisk disk, Path folder, StreamKey key, long start) {
    String path = DiskLayout.freePath(disk, key.folder(), start);
    try {
      Files.createDirectories(folder.resolve(DiskLayout.folder(path)));
      if (start > now - DAYS_WITH_FILES * DAY) {
        Files.createFile(folder.resolve(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }
}
