package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.Bytes;
import nightjar.base.time.SystemClock;
import nightjar.store.Store;
import nightjar.store.catalog.Catalog;
import nightjar.store.disk.DiskIdentity;
import nightjar.store.disk.DiskLayout;
import nightjar.store.disk.LocalDisk;
import nightjar.store.recording.StreamKey;

/// The days up to now of a site, for a recorder to open: the catalog has a row for each file. The files themselves exist, empty, for
/// the newest days: recovery lists no folder but those, and reads no file but the ones that were growing.
///
/// @param daysWithFiles how many days' files exist
record Month(int cameras, int days, int daysWithFiles, long now) {
  private static final long DAY = 86_400_000_000L;

  Month(int cameras, int days, int daysWithFiles) {
    this(cameras, days, daysWithFiles, new SystemClock().wallMicros());
  }

  /// Fills the empty `folder`; returns how many files the catalog then has.
  long fill(Path folder) {
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
      if (start > now - daysWithFiles * DAY) {
        Files.createFile(folder.resolve(path));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return path;
  }
}
