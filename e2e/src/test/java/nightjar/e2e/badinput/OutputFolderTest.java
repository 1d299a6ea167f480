package nightjar.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.time.SystemClock;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.e2e.agreement.Program;
import nightjar.e2e.agreement.Tape;
import nightjar.e2e.badinput.CommandLine.Outcome;
import nightjar.store.Store;
import nightjar.store.StoreConfig;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Folders that cannot be recorded into, and folders that were left in a bad state: what was recorded stays.
class OutputFolderTest {
  @TempDir Path folder;
  private Simulator simulator = simulator(320, 240, 300_000);

  private static Simulator simulator(int width, int height, int bitsPerSecond) {
    var small =
        new SimulatedStream.Synthetic(
            Video.H264,
            width,
            height,
            10,
            bitsPerSecond,
            10,
            nightjar.cameras.simulator.program.AudioKind.NONE);
    return Simulator.start(
        SimulatorConfig.of(1, small, Optional.empty()), new SystemClock(), new SecureRandom());
  }

  @BeforeEach
  void recordable() {
    assertThat(simulator.url(1, StreamName.MAIN)).startsWith("rtsp://127.0.0.1:");
  }

  @AfterEach
  void close() {
    simulator.close();
  }

  private Outcome record(Path out, String time) {
    return CommandLine.run(
        "record", simulator.url(1, StreamName.MAIN), "--out", out.toString(), "--for", time);
  }

  @Test
  void aFileInsteadOfAFolder() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "mine");
    record(file, "2s").assertFailed(1, file.toString());
    record(file.resolve("below"), "2s").assertFailed(1, file.toString());
    assertThat(file).hasContent("mine");
  }

  @Test
  void aFolderOfSomebodyElse() throws IOException {
    Files.writeString(folder.resolve("letter.txt"), "mine");
    record(folder, "2s").assertFailed(2, "not empty");
    assertThat(folder).isDirectoryContaining("glob:**letter.txt");
    assertThat(folder).isDirectoryNotContaining("glob:**nightjar*");
  }

  @Test
  void aFolderThatNobodyMayWriteTo() {
    Path nowhere = Path.of("/proc/nightjar");
    Assumptions.assumeTrue(Files.isDirectory(Path.of("/proc")), "no /proc here");
    record(nowhere, "2s").assertFailed(1, "cannot be made");
  }

  @Test
  void aFolderOfANewerNightjar() throws IOException {
    assertThat(record(folder, "2s").code()).isZero();
    Path identity = folder.resolve("nightjar-disk.json");
    String newer = Files.readString(identity).replace("\"format\": 1", "\"format\": 2");
    Files.writeString(identity, newer);
    record(folder, "2s").assertFailed(1, "format 2");
    assertThat(identity).hasContent(newer);
  }

  @Test
  void aFolderThatIsBeingRecordedInto() {
    assertThat(record(folder, "1s").code()).isZero();
    try (Store store =
        Store.open(
            new LocalDisk(folder),
            StoreConfig.DEFAULT,
            new SystemClock(),
            new SecureRandom(),
            new nightjar.store.recording.StoreListener() {
              @Override
              public void durable(nightjar.store.recording.Durable durable) {}

              @Override
              public void event(nightjar.store.recording.StoreEvent event) {}
            })) {
      assertThat(store.streams()).hasSize(1);
      record(folder, "1s").assertFailed(1, "in use");
    }
  }

  @Test
  void aDamagedCatalogIsMadeAgainFromTheRecordings() throws IOException {
    assertThat(record(folder, "3s").code()).isZero();
    List<Path> before = Tape.files(folder);
    assertThat(before).isNotEmpty();
    for (Path file : entries("catalog")) {
      byte[] noise = new byte[(int) Files.size(file)];
      java.util.Arrays.fill(noise, (byte) 0x5a);
      Files.write(file, noise);
    }
    Outcome outcome = record(folder, "2s");
    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(outcome.log())
        .anyMatch(line -> line.startsWith("CATALOG_PUT_ASIDE"))
        .anyMatch(line -> line.startsWith("CATALOG_REBUILT"));
    assertThat(Tape.files(folder)).containsAll(before).hasSize(before.size() + 1);
  }

  @Test
  void aHalfFileIsPlayableAgain() throws IOException {
    assertThat(record(folder, "4s").code()).isZero();
    Path file = Tape.files(folder).getFirst();
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(channel.size() * 2 / 3);
      channel.write(ByteBuffer.wrap(new byte[100]), channel.size());
    }
    for (Path catalog : entries("catalog")) {
      Files.delete(catalog);
    }
    Outcome outcome = record(folder, "2s");
    assertThat(outcome.code()).as(outcome.toString()).isZero();
    assertThat(Tape.files(folder)).contains(file).hasSize(2);
    Program.assume("ffmpeg", "ffprobe");
    Tape.assertClean(Tape.files(folder));
  }

  /// A small file system of its own needs the right to mount one. It holds less than one recording file, so whatever is
  /// deleted to go on may be all there is: what is left must play.
  @Test
  @Tag("slow")
  void aFullDiskIsNamedAndWhatIsLeftPlays() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    mount(disk, "size=5m");
    try {
      simulator.close();
      simulator = simulator(1280, 720, 8_000_000);
      Path out = disk.resolve("out");
      Outcome outcome = record(out, "20s");
      assertThat(outcome.took()).isLessThan(Duration.ofMinutes(5));
      assertThat(outcome.log().toString() + outcome.errors()).contains("the disk is full");
      List<Path> files = Tape.files(out);
      Program.assume("ffmpeg", "ffprobe");
      Tape.assertClean(files);
    } finally {
      unmount(disk);
    }
  }

  @Test
  @Tag("slow")
  void aDiskMountedReadOnly() throws IOException {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    mount(disk, "size=5m,ro");
    try {
      record(disk, "2s").assertFailed(1, "read-only");
      record(disk.resolve("out"), "2s").assertFailed(1, disk.toString());
    } finally {
      unmount(disk);
    }
  }

  private static void mount(Path disk, String options) {
    Assumptions.assumeTrue(Program.find("mount").isPresent(), "no mount here");
    Program.Result mounted =
        Program.run(List.of("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk.toString()));
    Assumptions.assumeTrue(mounted.status() == 0, mounted.errors());
  }

  private static void unmount(Path disk) {
    Program.run(List.of("umount", disk.toString()));
  }

  private List<Path> entries(String prefix) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(f -> String.valueOf(f.getFileName()).startsWith(prefix)).toList();
    }
  }
}
