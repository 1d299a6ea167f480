import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import nightjar.accounts.password.LeakedPasswords;

/// Makes a list of leaked passwords from text files of one password a line:
/// `java -cp accounts/target/classes:base/target/classes tools/LeakedList.java OUT LIST...`
///
/// What is shorter than twelve characters is left out: no profile accepts it.
public class LeakedList {
  public static void main(String... args) throws IOException {
    Stream<String> all =
        Arrays.stream(args).skip(1).flatMap(LeakedList::lines).filter(line -> line.length() >= 12);
    Files.write(Path.of(args[0]), LeakedPasswords.format(all));
  }

  private static Stream<String> lines(String file) {
    try {
      return new String(Files.readAllBytes(Path.of(file)), StandardCharsets.UTF_8).lines();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
