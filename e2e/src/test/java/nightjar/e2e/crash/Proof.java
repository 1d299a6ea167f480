package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import nightjar.base.time.Clock;
import nightjar.cameras.simulator.SentFrame;
import nightjar.e2e.crash.RecordingFile.Fragment;
import nightjar.e2e.crash.RecordingFile.StoredFrame;
import nightjar.recorder.Recorder;
import nightjar.recorder.vault.FootageKeys;
import nightjar.store.Store;
import nightjar.store.StoreConfig;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskLayout;
import nightjar.store.disk.LocalDisk;
import nightjar.store.keep.RetentionRules;
import nightjar.store.read.Coverage;
import nightjar.store.recording.Durable;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StoreListener;
import nightjar.store.recording.StreamKey;
import nightjar.store.recover.CheckReport;
import nightjar.store.recover.Rebuild;

/// Holds what lies on the disk against what the recorder called durable, what the cameras sent, and what the gap ledger says.
/// Owned by one test.
final class Proof {
  /// Bytes that may never change again.
  private record Prefix(long bytes, int crc32c) {}

  /// An unbroken recording, and where its pictures are in the journal.
  record Session(List<RecordingFile> files, List<StoredFrame> pictures, int firstSent) {
    int nextSent() {
      return firstSent + pictures.size();
    }

    long startMicros() {
      return pictures.getFirst().wallMicros();
    }

    long endMicros() {
      return files.getLast().endMicros();
    }
  }

  /// A file of which something is durable.
  ///
  /// @param news the newest the recorder said of it
  record Kept(Durable news, RecordingFile file) {}

  private final Path data;
  private final Journal journal;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<String, Prefix> promised = new TreeMap<>();

  Proof(Path data, Journal journal, Clock clock, RandomGenerator random) {
    this.data = data;
    this.journal = journal;
    this.clock = clock;
    this.random = random;
  }

  /// Every fragment said to be durable is whole in its file, with all its frames. From now on these bytes may not change.
  /// Returns the files in the order they were begun.
  List<Kept> durable(List<Durable> news) {
    Map<String, Durable> newest = new LinkedHashMap<>();
    for (Durable each : news) {
      Durable before = newest.put(each.path(), each);
      assertThat(before == null || before.bytes() < each.bytes()).as("%s", each).isTrue();
    }
    List<Kept> kept = new ArrayList<>();
    for (Durable each : newest.values()) {
      RecordingFile file = RecordingFile.read(disk(), each.path());
      if (file == null) {
        throw new AssertionError("unreadable, and said to be durable: " + each);
      }
      assertThat(file.fragments())
          .as("fragments of %s", each)
          .contains(new Fragment(each.fragment(), each.bytes(), each.endMicros()));
      assertThat(file.framesUpTo(each.bytes())).as("frames of %s", each).isEqualTo(each.frames());
      promise(each.path(), each.bytes());
      kept.add(new Kept(each, file));
    }
    return kept;
  }

  /// As it is now: a recorder that encrypts has made its key when it began.
  private Disk disk() {
    var keys = FootageKeys.openToRead(data, data.resolve(Recorder.OWN), Optional.empty());
    return keys.over(new LocalDisk(data));
  }

  private void promise(String path, long bytes) {
    promised.put(path, new Prefix(bytes, RecordingFile.crc(disk(), path, bytes)));
  }

  /// Not a bit of what was promised is another than it was then.
  void unchanged() {
    promised.forEach((path, prefix) ->
        assertThat(RecordingFile.crc(disk(), path, prefix.bytes()))
            .as("the first %d bytes of %s", prefix.bytes(), path)
            .isEqualTo(prefix.crc32c()));
  }

  /// Opens the store as the next start would, and proves all of it: nothing promised changed; every frame is one that was
  /// sent, bit for bit and in order, none missing within a session; all time is either recorded or in the gap ledger; `store
  /// check` has nothing to say. From then on no file may change. Returns each camera's sessions in the order they were sent.
  Map<Integer, List<Session>> everything() {
    Map<Integer, List<Session>> all = new HashMap<>();
    try (Store store = open()) {
      unchanged();
      Map<StreamKey, List<RecordingFile>> files = files();
      assertThat(store.streams()).containsExactlyInAnyOrderElementsOf(files.keySet());
      files.forEach((key, ofStream) -> {
        List<Session> sessions = sessions(key, ofStream);
        ledger(store, key, sessions);
        all.put(Studio.camera(key), sessions);
      });
      CheckReport report = store.check(Rebuild.Progress.SILENT);
      assertThat(report.findings()).as("what store check finds").isEmpty();
      assertThat(report.files()).isEqualTo(files.values().stream().mapToLong(List::size).sum());
      files.values().stream()
          .flatMap(Collection::stream)
          .forEach(file -> promise(file.path(), file.length()));
    }
    return all;
  }

  /// A store that deletes nothing.
  Store open() {
    var rules = new RetentionRules(new RetentionRules.Rule(null, null), Map.of(), 0);
    return Store.open(
        disk(), StoreConfig.DEFAULT.withRetention(rules), clock, random, StoreListener.SILENT);
  }

  /// All files, each whole to its last byte.
  private Map<StreamKey, List<RecordingFile>> files() {
    Map<StreamKey, List<RecordingFile>> all = new HashMap<>();
    for (String path : paths()) {
      RecordingFile file = RecordingFile.read(disk(), path);
      if (file == null) {
        throw new AssertionError(path + " cannot be read after recovery");
      }
      assertThat(file.end()).as("whole fragments of %s", path).isEqualTo(file.length());
      StreamKey key = StreamKey.of(file.header().camera(), file.header().stream());
      assertThat(path).startsWith(key.folder() + "/");
      all.computeIfAbsent(key, _ -> new ArrayList<>()).add(file);
    }
    return all;
  }

  private List<String> paths() {
    try (Stream<Path> walk = Files.walk(data)) {
      return walk.map(file -> data.relativize(file).toString())
          .filter(path -> path.endsWith(DiskLayout.SUFFIX))
          .filter(path -> !path.startsWith(DiskLayout.LOST_AND_FOUND))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Session> sessions(StreamKey key, List<RecordingFile> files) {
    Map<Long, List<RecordingFile>> grouped = new HashMap<>();
    files.forEach(
        file -> grouped.computeIfAbsent(file.header().session(), _ -> new ArrayList<>()).add(file));
    List<SentFrame> sent = journal.of(Studio.camera(key), 0);
    List<Session> sessions = new ArrayList<>();
    for (List<RecordingFile> group : grouped.values()) {
      group.sort(Comparator.comparingLong(file -> file.header().fileSequence()));
      for (int i = 0; i < group.size(); i++) {
        assertThat(group.get(i).header().fileSequence()).as(group.get(i).path()).isEqualTo(i);
      }
      List<StoredFrame> pictures =
          group.stream().flatMap(file -> file.pictures().stream()).toList();
      sessions.add(new Session(group, pictures, firstSent(group.getFirst(), sent)));
      group.forEach(Proof::unbrokenSound);
    }
    sessions.sort(Comparator.comparingInt(Session::firstSent));
    int next = 0;
    for (Session session : sessions) {
      String path = session.files().getFirst().path();
      assertThat(session.firstSent())
          .as("%s holds frames twice", path)
          .isGreaterThanOrEqualTo(next);
      for (int i = 0; i < session.pictures().size(); i++) {
        assertThat(session.pictures().get(i).crc32c())
            .as("frame %d of the session of %s", i, path)
            .isEqualTo(sent.get(session.firstSent() + i).info().crc32c());
      }
      next = session.nextSent();
    }
    return sessions;
  }

  /// Where in the journal a file's pictures begin: each shows its number and time, so no two are alike.
  static int firstSent(RecordingFile file, List<SentFrame> sent) {
    int wanted = file.pictures().getFirst().crc32c();
    for (int i = 0; i < sent.size(); i++) {
      if (sent.get(i).info().crc32c() == wanted) {
        return i;
      }
    }
    throw new AssertionError(file.path() + " begins with a picture that was never sent");
  }

  /// Silence looks always the same; so it is the time line that shows whether any of it is missing.
  private static void unbrokenSound(RecordingFile file) {
    for (int track = 1; track < file.tracks().size(); track++) {
      List<StoredFrame> sounds = file.tracks().get(track);
      for (int i = 1; i < sounds.size(); i++) {
        assertThat(sounds.get(i).dts() - sounds.get(i - 1).dts())
            .as("time between sounds %d and %d of %s", i - 1, i, file.path())
            .isEqualTo(1024);
      }
      long ahead = file.pictures().getLast().wallMicros() - sounds.getLast().wallMicros();
      assertThat(ahead).as("pictures after the last sound of %s", file.path()).isLessThan(500_000);
    }
  }

  /// From the first frame to the last, every moment is recorded or explained.
  private static void ledger(Store store, StreamKey key, List<Session> sessions) {
    long from = sessions.stream().mapToLong(Session::startMicros).min().orElseThrow();
    long to = sessions.stream().mapToLong(Session::endMicros).max().orElseThrow();
    Coverage coverage = store.coverage(key, from, to);
    List<Interval> known = new ArrayList<>(coverage.recorded());
    coverage.gaps().forEach(gap -> known.add(gap.interval()));
    known.sort(Comparator.comparingLong(Interval::start));
    long reached = from;
    for (Interval each : known) {
      assertThat(each.start())
          .as("%s has neither footage nor a gap from %d on; it knows %s", key, reached, coverage)
          .isLessThanOrEqualTo(reached);
      reached = Math.max(reached, each.end());
    }
    assertThat(reached).as("end of what %s knows: %s", key, coverage).isEqualTo(to);
    for (Session session : sessions) {
      assertThat(coverage.recorded())
          .as("recorded stretches of %s", key)
          .anyMatch(stretch ->
              stretch.start() <= session.startMicros() && session.endMicros() <= stretch.end());
    }
  }
}
