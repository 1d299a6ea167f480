package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.recorder.monitor.Message;
import nightjar.recorder.monitor.MonitorServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the machine's own monitor gets through its socket, of a real recorder with two cameras.
class MonitorTest {
  private static RecorderSiteFixture nightjar;
  private static Path path;

  @BeforeAll
  static void start(@TempDir Path folder) throws IOException {
    nightjar = new RecorderSiteFixture(folder);
    path = MonitorServer.socket(folder.resolve("settings"));
  }

  @AfterAll
  static void close() {
    nightjar.close();
    assertThat(path).doesNotExist();
  }

  @Test
  void theSocketIsTheRecordersUsersAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.getParent())))
        .isEqualTo("rwx------");
  }

  @Test
  void camerasAreListedWithoutAddresses() throws IOException {
    try (SocketChannel channel = ask("{\"v\":1}")) {
      Message first = Message.read(in(channel)).orElseThrow();
      assertThat(text(first))
          .startsWith("{\"type\":\"cameras\",\"cameras\":[")
          .contains("\"id\":\"door\"", "\"id\":\"yard\"", "\"masked\":false")
          .doesNotContain("rtsp:", "127.0.0.1");
    }
  }

  @Test
  void aCamerasPicturesComeAsTheWebAppGetsThem() throws IOException {
    List<String> told = new ArrayList<>();
    int fragments = 0;
    while (fragments < 3 || told.stream().noneMatch(each -> each.contains("\"beat\""))) {
      // A camera that is only just connecting may not be received yet.
      try (SocketChannel channel =
          ask("{\"v\":1,\"camera\":\"door\",\"stream\":\"main\",\"keys\":false}")) {
        DataInputStream in = in(channel);
        for (var next = Message.read(in);
            next.isPresent() && told.stream().noneMatch(each -> each.contains("\"beat\""));
            next = Message.read(in)) {
          Message message = next.get();
          switch (message.kind()) {
            case TEXT -> told.add(text(message));
            case BYTES -> fragments += isFragment(message) ? 1 : 0;
          }
        }
      }
    }
    assertThat(told.getFirst()).contains("\"init\"", "avc1");
  }

  @Test
  void whatIsNoWishIsHungUpOnAndTheNextOneIsServed() throws IOException {
    for (String line :
        List.of(
            "",
            "null",
            "{}",
            "{\"v\":2}",
            "{\"v\":1,\"camera\":\"../door\",\"stream\":\"main\",\"keys\":false}",
            "{\"v\":1,\"camera\":\"nobody\",\"stream\":\"main\",\"keys\":false}",
            "{\"v\":1,\"ask\":\"START\"}",
            "x".repeat(20_000))) {
      try (SocketChannel channel = ask(line)) {
        assertThat(Message.read(in(channel))).as(line).isEqualTo(Optional.empty());
      }
    }
    try (SocketChannel channel = ask("{\"v\":1}")) {
      assertThat(Message.read(in(channel))).isPresent();
    }
  }

  private static SocketChannel ask(String line) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(path));
    channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
    return channel;
  }

  private static DataInputStream in(SocketChannel channel) {
    return new DataInputStream(Channels.newInputStream(channel));
  }

  private static String text(Message message) {
    return new String(message.payload().toArray(), StandardCharsets.UTF_8);
  }

  private static boolean isFragment(Message message) {
    return new String(message.payload().toArray(), StandardCharsets.ISO_8859_1).contains("moof");
  }
}
