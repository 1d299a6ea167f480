package nightjar.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import nightjar.media.mp4.Gaps;
import nightjar.media.mp4.Mp4File;
import nightjar.media.mp4.Source;
import nightjar.store.disk.LocalDisk;
import nightjar.store.read.Span;
import nightjar.store.read.SpanMp4;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.Rebuild;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A small store as a program of format 1 left it when it was killed while it recorded two cameras of real H.264. It is never
/// made anew: every later program must open, check, export and rebuild it, with these frames.
class GoldenStoreTest {
  private static final List<String> FRAMES =
      List.of("cam1/main 2 files 177 frames bdf6edea", "cam2/main 2 files 166 frames 2264bb11");
  private static final long ALL_TIME = Long.MAX_VALUE / 2;

  private final FakeClock clock = new FakeClock(Instant.parse("2027-01-01T00:00:00Z"));
  private final SplittableRandom random = new SplittableRandom(1);

  @TempDir Path folder;

  @BeforeEach
  void unpack() throws IOException {
    InputStream packed = GoldenStoreTest.class.getResourceAsStream("store-1.zip");
    try (var zip = new ZipInputStream(Objects.requireNonNull(packed))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = folder.resolve(entry.getName());
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(Objects.requireNonNull(target.getParent()));
          Files.copy(zip, target);
        }
      }
    }
  }

  @Test
  void todaysProgramOpensChecksAndExportsIt() throws IOException {
    try (Store store = open()) {
      assertThat(store.check(Rebuild.Progress.SILENT).findings()).isEmpty();
      assertThat(frames(store)).isEqualTo(FRAMES);
      for (StreamKey key : store.streams()) {
        try (Span span = store.span(key, 0, ALL_TIME)) {
          SpanMp4 mp4 = span.mp4(Gaps.COLLAPSE);
          var out = new ByteArrayOutputStream();
          mp4.send(0, mp4.length(), Channels.newChannel(out), SpanMp4.Progress.SILENT);
          assertThat(Mp4File.read(Source.of(ByteBuffer.wrap(out.toByteArray()))).tracks())
              .hasSize(1);
        }
      }
      assertThat(store.locks())
          .singleElement()
          .satisfies(lock -> {
            assertThat(lock.reason()).isEqualTo("golden");
          });
    }
  }

  @Test
  void itsCatalogIsRebuiltFromItsFilesWithEveryFrame() {
    Rebuild.Progress progress = Rebuild.Progress.SILENT;
    open().close();
    assertThat(Store.rebuild(new LocalDisk(folder), clock, progress)).isPositive();
    try (Store store = open()) {
      assertThat(store.check(progress).findings()).isEmpty();
      assertThat(frames(store)).isEqualTo(FRAMES);
      assertThat(store.locks()).hasSize(1);
    }
  }

  @Test
  void aCatalogOfANewerProgramIsRefusedAndLeftAlone() throws SQLException {
    open().close();
    try (var catalog = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("catalog.db"));
        var statement = catalog.createStatement()) {
      statement.execute("PRAGMA user_version = 1000");
    }
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED);
              assertThat(fault.advice()).contains("A newer Nightjar wrote it");
            })
        .hasMessageContaining("version 1000");
    assertThat(folder.toFile().list()).noneMatch(name -> name.startsWith("catalog-"));
  }

  @Test
  void aDiskOfANewerProgramIsRefused() throws IOException {
    Path identity = folder.resolve("nightjar-disk.json");
    Files.writeString(identity, Files.readString(identity).replace("1}", "2}"));
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.UNSUPPORTED))
        .hasMessageContaining("format 2");
  }

  private Store open() {
    return Store.open(
        new LocalDisk(folder), StoreConfig.DEFAULT, clock, random, StoreListener.SILENT);
  }

  /// One line for each stream: files, frames, CRC32C over the bytes of all frames.
  private static List<String> frames(Store store) {
    return store.streams().stream()
        .map(key -> {
          try (Span span = store.span(key, 0, ALL_TIME)) {
            var crc = new CRC32C();
            int[] count = new int[1];
            span.frames(frame -> {
              crc.update(frame.bytes());
              count[0]++;
            });
            return "%s %d files %d frames %08x"
                .formatted(key, span.files().size(), count[0], crc.getValue());
          }
        })
        .toList();
  }
}
