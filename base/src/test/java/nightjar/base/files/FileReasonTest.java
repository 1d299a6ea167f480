package nightjar.base.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileReasonTest {
  @TempDir Path folder;

  /// What the operating system and Java really throw, without the file's name, which the sentence around it says.
  @Test
  void whatIsThrownIsSaidInWords() throws IOException {
    Path file = Files.write(folder.resolve("a"), new byte[] {(byte) 0xc3, '('});
    assertThat(thrown(() -> Files.readString(folder.resolve("none"))))
        .isEqualTo("nothing is there");
    assertThat(thrown(() -> Files.readString(folder))).isEqualTo("it is a folder");
    assertThat(thrown(() -> Files.writeString(folder, "x"))).isEqualTo("it is a folder");
    assertThat(thrown(() -> Files.readString(file.resolve("b"))))
        .isEqualTo("a part of the path is no folder");
    assertThat(thrown(() -> Files.createDirectories(file)))
        .isEqualTo("there is something of that name");
    assertThat(thrown(() -> Files.readString(file))).isEqualTo("it is not text in UTF-8");
    assertThat(thrown(() -> Files.createFile(folder.resolve("n".repeat(300)))))
        .isEqualTo("the name is too long");
  }

  @Test
  void whatNobodyKnowsStaysAsItWasSaid() {
    assertThat(FileReason.of(new IOException("strange"))).isEqualTo("strange");
    assertThat(FileReason.of(new IOException())).isEqualTo("IOException");
    assertThat(FileReason.of(new IOException("No space left on device")))
        .isEqualTo("no room is left");
  }

  private interface Doing {
    void run() throws IOException;
  }

  private static String thrown(Doing doing) {
    try {
      doing.run();
      return "nothing";
    } catch (IOException e) {
      return FileReason.of(e);
    }
  }
}
