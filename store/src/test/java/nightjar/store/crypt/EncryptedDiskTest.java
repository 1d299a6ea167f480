package nightjar.store.crypt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.Fault;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedDiskTest {
  private static final String PATH = "a.mp4";

  private final SplittableRandom random = new SplittableRandom(11);

  @TempDir Path folder;

  private KeyRing keys;
  private EncryptedDisk disk;

  @BeforeEach
  void make() {
    keys = KeyRing.open(LocalDisk.ofSecrets(folder), ".keys", random);
    disk = new EncryptedDisk(new LocalDisk(folder), keys, true, random);
  }

  @Test
  void anyStretchReadsAsItWasWrittenHoweverItWasCutIntoWrites() {
    byte[] text = noise(3 * Lane.BYTES + 77);
    write(text, 1, 15, 16, 17, 4096, Lane.BYTES, Lane.BYTES + 1);
    try (DiskFile file = disk.openToRead(PATH)) {
      assertThat(file.size()).isEqualTo(text.length);
      for (int i = 0; i < 300; i++) {
        int from = random.nextInt(text.length);
        int to = Math.min(text.length, from + random.nextInt(1, 70_000));
        byte[] expected = Arrays.copyOfRange(text, from, to);
        assertThat(read(file, from, to - from)).isEqualTo(expected);
        assertThat(sent(file, from, to - from)).isEqualTo(expected);
      }
      assertThat(read(file, 0, text.length)).isEqualTo(text);
      assertThat(file.read(ByteBuffer.allocate(4), text.length)).isEqualTo(-1);
    }
  }

  @Test
  void countersGoOnBehindTheirEnd() {
    byte[] last = new byte[16];
    Arrays.fill(last, (byte) 0xff);
    assertThat(Lane.counter(last, 3)).isEqualTo(HexFormat.of().parseHex("0".repeat(31) + "2"));
    assertThat(Lane.counter(new byte[16], 0x1_0203_0405L))
        .isEqualTo(HexFormat.of().parseHex("0".repeat(22) + "0102030405"));
  }

  @Test
  void opensslReadsTheSameBytes() throws Exception {
    byte[] text = noise(200_000);
    write(text, 70_000);
    byte[] stored = Files.readAllBytes(folder.resolve(PATH));
    Path sealed = Files.write(folder.resolve("sealed"), Arrays.copyOfRange(stored, 64, 200_064));
    Path out = folder.resolve("out");
    String key = Files.readString(folder.resolve(".keys").resolve(keys.current().id() + ".key"));
    assertThat(run("openssl", "version")).as("openssl is here").isTrue();
    boolean done =
        run(
            "openssl",
            "enc",
            "-d",
            "-aes-256-ctr",
            "-K",
            key.strip(),
            "-iv",
            HexFormat.of().formatHex(stored, 32, 48),
            "-in",
            sealed.toString(),
            "-out",
            out.toString());
    assertThat(done).isTrue();
    assertThat(Files.readAllBytes(out)).isEqualTo(text);
  }

  @Test
  void sameTextTwiceIsNeverTheSameOnTheDisk() throws IOException {
    byte[] text = "ftypisommoovmoofmdat".repeat(100).getBytes(StandardCharsets.US_ASCII);
    write(text, 100);
    byte[] first = Files.readAllBytes(folder.resolve(PATH));
    disk.delete(PATH);
    write(text, 100);
    byte[] second = Files.readAllBytes(folder.resolve(PATH));
    assertThat(Arrays.copyOfRange(first, 32, 100))
        .isNotEqualTo(Arrays.copyOfRange(second, 32, 100));
    assertThat(new String(second, StandardCharsets.ISO_8859_1)).doesNotContain("ftyp", "moof");
  }

  @Test
  void noPlaceIsWrittenTwice() {
    try (DiskFile file = disk.create(PATH)) {
      file.write(new ByteBuffer[] {ByteBuffer.wrap(noise(100))}, 0);
      ByteBuffer[] other = {ByteBuffer.wrap(noise(10))};
      assertThatThrownBy(() -> file.write(other, 50)).isInstanceOf(IllegalStateException.class);
      file.truncate(40);
      assertThatThrownBy(() -> file.write(other, 40)).isInstanceOf(IllegalStateException.class);
    }
    try (DiskFile file = disk.open(PATH)) {
      ByteBuffer[] more = {ByteBuffer.wrap(noise(10))};
      assertThat(file.size()).isEqualTo(40);
      assertThatThrownBy(() -> file.write(more, 40)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void withoutItsKeyAFileIsSaidToBeLockedAndStays() {
    write(noise(100), 100);
    String id = keys.current().id();
    var bare = new EncryptedDisk(new LocalDisk(folder), empty(), true, random);
    assertThat(bare.isLocked(PATH)).isTrue();
    assertThat(disk.isLocked(PATH)).isFalse();
    assertThatThrownBy(() -> bare.openToRead(PATH))
        .hasMessageContaining("its key " + id + " is not here")
        .isInstanceOfSatisfying(
            Fault.class, e -> assertThat(e.kind()).isEqualTo(Fault.Kind.WITHHELD));
  }

  @Test
  void plainFilesLieBesideEncryptedOnes() {
    var plain = new EncryptedDisk(new LocalDisk(folder), empty(), false, random);
    byte[] text = noise(1000);
    try (DiskFile file = plain.create("b.mp4")) {
      file.write(new ByteBuffer[] {ByteBuffer.wrap(text)}, 0);
    }
    try (DiskFile file = disk.openToRead("b.mp4")) {
      assertThat(file.size()).isEqualTo(1000);
      assertThat(read(file, 0, 1000)).isEqualTo(text);
    }
    assertThat(disk.isLocked("b.mp4")).isFalse();
  }

  @Test
  void aDamagedHeaderIsNoHeaderAndANewerOneIsSaidSo() throws IOException {
    write(noise(100), 100);
    byte[] stored = Files.readAllBytes(folder.resolve(PATH));
    stored[40] ^= 1;
    Files.write(folder.resolve(PATH), stored);
    try (DiskFile file = disk.openToRead(PATH)) {
      assertThat(file.size()).isEqualTo(164);
    }
    stored[8] = 2;
    Files.write(folder.resolve(PATH), stored);
    assertThat(disk.isLocked(PATH)).isTrue();
    assertThatThrownBy(() -> disk.openToRead(PATH)).hasMessageContaining("version 2");
  }

  @Test
  void keysAreTheirOwnersOnlyAndADestroyedOneIsGone() throws IOException {
    FootageKey key = keys.current();
    Path file = folder.resolve(".keys").resolve(key.id() + ".key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(KeyRing.open(new LocalDisk(folder), ".keys", random).all())
        .extracting(FootageKey::hex)
        .containsExactly(key.hex());
    keys.destroy();
    assertThat(file).doesNotExist();
    assertThat(keys.find(key.id())).isEmpty();
    assertThat(keys.current().id()).isNotEqualTo(key.id());
    Files.writeString(file, "f".repeat(64));
    KeyRing again = KeyRing.open(new LocalDisk(folder), ".keys", random);
    assertThat(again.damaged()).hasSize(1);
    assertThat(again.all()).hasSize(1);
  }

  private KeyRing empty() {
    return KeyRing.open(new LocalDisk(folder), ".none", random);
  }

  /// Writes the pieces of these lengths, over and over, to the end of the text; now and then as several buffers.
  private void write(byte[] text, int... lengths) {
    try (DiskFile file = disk.create(PATH)) {
      for (int at = 0, i = 0; at < text.length; i++) {
        int count = Math.min(lengths[i % lengths.length], text.length - at);
        int half = count / 2;
        file.write(
            new ByteBuffer[] {
              ByteBuffer.wrap(text, at, half), ByteBuffer.wrap(text, at + half, count - half)
            },
            at);
        at += count;
      }
      file.sync();
    }
  }

  private static byte[] read(DiskFile file, long from, int count) {
    ByteBuffer into = ByteBuffer.allocateDirect(count);
    while (into.hasRemaining() && file.read(into, from + into.position()) > 0) {}
    byte[] bytes = new byte[into.flip().remaining()];
    into.get(bytes);
    return bytes;
  }

  private static byte[] sent(DiskFile file, long from, int count) {
    var out = new ByteArrayOutputStream();
    var channel = Channels.newChannel(out);
    while (out.size() < count) {
      assertThat(file.transferTo(from + out.size(), count - out.size(), channel)).isPositive();
    }
    return out.toByteArray();
  }

  private byte[] noise(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException e) {
      Assumptions.abort(command[0] + " is not here");
      return false;
    }
  }
}
