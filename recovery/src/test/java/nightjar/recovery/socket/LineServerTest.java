package nightjar.recovery.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineServerTest {
  private final List<String> log = new CopyOnWriteArrayList<>();

  @Test
  void socketIsItsOwnersAloneAndAnswersLineByLine(@TempDir Path folder) throws IOException {
    Path path = folder.resolve("run").resolve("s");
    try (LineServer server = LineServer.start(path, line -> line + "!", this::log)) {
      assertThat(server).isNotNull();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(ask(path, "one")).isEqualTo("one!");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void questionThatCannotBeAnsweredIsAWarningWithItsReasonAndTheNextOneIsTaken(@TempDir Path folder)
      throws IOException {
    Path path = folder.resolve("s");
    try (LineServer server = LineServer.start(path, LineServerTest::answerOrFail, this::log)) {
      assertThat(server).isNotNull();
      assertThat(ask(path, "fail")).as("hung up").isNull();
      assertThat(log).containsExactly("SOCKET_UNANSWERED the token is gone. Put it back.");
      assertThat(ask(path, "two")).isEqualTo("two!");
      assertThat(ask(path, "bug")).as("hung up").isNull();
      assertThat(log.getLast()).startsWith("SOCKET_UNANSWERED a bug in Nightjar: ");
      assertThat(ask(path, "three")).isEqualTo("three!");
    }
  }

  private static String answerOrFail(String line) {
    if (line.equals("fail")) {
      throw Fault.of(Fault.Kind.UNREACHABLE, "the token is gone", "Put it back.");
    }
    if (line.equals("bug")) {
      throw new IllegalStateException("so it is");
    }
    return line + "!";
  }

  private void log(nightjar.base.log.Event event, String where, String what) {
    log.add(event + " " + what);
  }

  private static @Nullable String ask(Path path, String line) throws IOException {
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
    }
  }
}
