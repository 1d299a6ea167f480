package nightjar.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import nightjar.base.Fault;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// What every [Disk] keeps to.
abstract class DiskContract {
  abstract Disk disk();

  @Test
  void buffersAreWrittenOneBehindTheOther() {
    try (DiskFile file = disk().create("a")) {
      file.write(new ByteBuffer[] {text("hello "), text(""), text("world")}, 0);
      file.write(new ByteBuffer[] {text("W")}, 6);
      file.sync();
      assertThat(file.size()).isEqualTo(11);
      assertThat(read(file, 0, 64)).isEqualTo("hello World");
      assertThat(read(file, 9, 1)).isEqualTo("l");
      assertThat(file.read(ByteBuffer.allocate(4), 11)).isEqualTo(-1);
    }
  }

  @Test
  void moreBuffersThanTheSystemTakesAtOnceAreAllWritten() {
    ByteBuffer[] many = new ByteBuffer[3000];
    for (int i = 0; i < many.length; i++) {
      many[i] = text(String.valueOf(i % 10));
    }
    try (DiskFile file = disk().create("many")) {
      file.write(many, 0);
      assertThat(file.size()).isEqualTo(3000);
      assertThat(read(file, 2990, 20)).isEqualTo("0123456789");
    }
  }

  @Test
  void aWriteBehindTheEndLeavesZeros() {
    try (DiskFile file = disk().create("a")) {
      file.write(new ByteBuffer[] {text("x")}, 3);
      assertThat(read(file, 0, 10)).isEqualTo("\0\0\0x");
    }
  }

  @Test
  void truncateCuts() {
    try (DiskFile file = disk().create("a")) {
      file.write(new ByteBuffer[] {text("hello")}, 0);
      file.truncate(2);
      assertThat(file.size()).isEqualTo(2);
      assertThat(read(file, 0, 10)).isEqualTo("he");
    }
  }

  @Test
  void transferSendsTheBytesAsked() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DiskFile file = disk().create("a")) {
      file.write(new ByteBuffer[] {text("hello world")}, 0);
      assertThat(file.transferTo(6, 3, Channels.newChannel(out))).isEqualTo(3);
    }
    assertThat(out.toString(StandardCharsets.US_ASCII)).isEqualTo("wor");
  }

  @Test
  void aFileDeletedWhileOpenStaysReadable() {
    write("a", "hello");
    try (DiskFile file = disk().openToRead("a")) {
      disk().delete("a");
      assertThat(disk().exists("a")).isFalse();
      assertThat(read(file, 0, 5)).isEqualTo("hello");
    }
  }

  @Test
  void directoriesAreMadeListedAndDeletedWhenEmpty() {
    assertThat(disk().makeDirectories("a/b/c")).containsExactly("a", "a/b", "a/b/c");
    assertThat(disk().makeDirectories("a/b/c")).isEmpty();
    write("a/b/2", "x");
    write("a/b/1", "x");
    disk().syncDirectory("a/b");
    disk().syncDirectory("");
    assertThat(disk().list("a/b")).containsExactly("1", "2", "c");
    assertThat(disk().list("none")).isEmpty();
    assertThat(disk().list("a/b/1")).isEmpty();
    faults(Fault.Kind.DISK, () -> disk().delete("a/b"));
    disk().delete("a/b/c");
    assertThat(disk().exists("a/b/c")).isFalse();
  }

  @Test
  void renameReplacesNothingAndReplaceDoes() {
    write("a", "new");
    write("b", "old");
    faults(Fault.Kind.INVALID, () -> disk().rename("a", "b"));
    disk().replace("a", "b");
    assertThat(disk().exists("a")).isFalse();
    try (DiskFile file = disk().openToRead("b")) {
      assertThat(read(file, 0, 9)).isEqualTo("new");
    }
    disk().rename("b", "c");
    assertThat(disk().list("")).contains("c").doesNotContain("b");
  }

  @Test
  void createRefusesAPathInUse() {
    write("a", "x");
    faults(Fault.Kind.DISK, () -> disk().create("a"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    faults(Fault.Kind.NOT_FOUND, () -> disk().open("none"));
    faults(Fault.Kind.NOT_FOUND, () -> disk().openToRead("none"));
    faults(Fault.Kind.NOT_FOUND, () -> disk().delete("none"));
    faults(Fault.Kind.NOT_FOUND, () -> disk().syncDirectory("none"));
  }

  @Test
  void theLockIsHeldByOne() {
    Disk.Held held = disk().lock("lock");
    faults(Fault.Kind.BUSY, () -> disk().lock("lock"));
    held.close();
    disk().lock("lock").close();
  }

  @Test
  void identityIsWrittenOnceAndReadBack() {
    faults(Fault.Kind.NOT_FOUND, () -> DiskIdentity.read(disk()));
    DiskIdentity identity = new DiskIdentity("0123456789abcdef0123456789abcdef", 1);
    identity.write(disk());
    assertThat(DiskIdentity.read(disk())).isEqualTo(identity);
    write("other", "x");
    disk().replace("other", DiskIdentity.FILE);
    faults(Fault.Kind.CORRUPT, () -> DiskIdentity.read(disk()));
  }

  void write(String path, String text) {
    try (DiskFile file = disk().create(path)) {
      file.write(new ByteBuffer[] {text(text)}, 0);
    }
  }

  static ByteBuffer text(String text) {
    return StandardCharsets.US_ASCII.encode(text);
  }

  static String read(DiskFile file, long position, int length) {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    file.read(bytes, position);
    return StandardCharsets.US_ASCII.decode(bytes.flip()).toString();
  }

  static void faults(Fault.Kind kind, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(Fault.class, e -> assertThat(e.kind()).isEqualTo(kind));
  }
}
