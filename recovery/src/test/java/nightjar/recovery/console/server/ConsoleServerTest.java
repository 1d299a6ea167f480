package nightjar.recovery.console.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import java.time.ZoneOffset;
import java.util.Objects;
import nightjar.base.Fault;
import nightjar.recovery.console.Answer;
import nightjar.recovery.console.Answer.Is;
import nightjar.recovery.console.ConsoleClient;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.console.Request;
import nightjar.recovery.device.World;
import nightjar.recovery.socket.LineReader;
import nightjar.recovery.wire.Purpose;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConsoleServerTest {
  private final World world = new World();
  private final Path socket;
  private final ConsoleServer server;

  ConsoleServerTest(@TempDir Path folder) {
    socket = folder.resolve("run/console.sock");
    var facts =
        new ConsoleServer.Facts(
            "0.1.0",
            "HTTPS://P.EXAMPLE/R",
            ZoneOffset.UTC,
            () -> new ConsoleServer.Cameras(12, 11));
    server =
        ConsoleServer.start(
            socket, world.device, facts, world.clock, (event, _, _) -> world.log.add(event.name()));
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void wholeWay() {
    try (ConsoleClient console = ConsoleClient.connect(socket)) {
      InfoScreen before = info(console.ask(Request.of(Request.Ask.INFO)));
      assertThat(before.recovery()).isNull();
      assertThat(before.recording()).isEqualTo(11);
      InfoScreen.Recovery live =
          Objects.requireNonNull(info(console.ask(Request.of(Request.Ask.START))).recovery());
      assertThat(live.link()).startsWith("HTTPS://P.EXAMPLE/R#NVR1:");
      assertThat(console.ask(Request.redeem(live.requestCode())).is())
          .isEqualTo(Is.IS_REQUEST_CODE);
      String code = world.code(world.device.challenge().orElseThrow(), 0, Purpose.KEEP);
      Answer accepted = console.ask(Request.redeem(code));
      assertThat(accepted.is()).isEqualTo(Is.ACCEPTED);
      assertThat(accepted.list()).containsExactly(World.NAME);
      assertThat(console.ask(Request.judge(accepted.session(), World.NAME, "short")).is())
          .isEqualTo(Is.REFUSED);
      assertThat(console.ask(Request.judge(accepted.session(), World.NAME, World.NEW)).is())
          .isEqualTo(Is.GOOD);
      assertThat(world.administrators.password(World.NAME)).isEqualTo(World.OLD);
      assertThat(console.ask(Request.commit(accepted.session(), World.NAME, World.NEW)).is())
          .isEqualTo(Is.DONE);
      assertThat(world.administrators.password(World.NAME)).isEqualTo(World.NEW);
    }
  }

  /// What acceptance test 14 can show on one machine: the way in is a file, and it is closed to others.
  @Test
  void acceptance14_socketAndFolderAreTheOwnersAlone() throws IOException {
    assertThat(Files.getPosixFilePermissions(socket))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(Files.getPosixFilePermissions(Objects.requireNonNull(socket.getParent())))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void linesThatAreNoRequestsAreToldSo() throws IOException {
    try (SocketChannel channel = raw()) {
      var in = new LineReader(Channels.newInputStream(channel));
      for (String line :
          new String[] {
            "",
            "null",
            "[]",
            "{}",
            "{\"v\":2,\"ask\":\"INFO\"}",
            "{\"v\":1,\"ask\":\"DANCE\"}",
            "{\"v\":1,\"ask\":\"COMMIT\",\"session\":\"zz\"}",
            "{\"v\":1,\"ask\":\"INFO\",\"more\":1}"
          }) {
        channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(in.next().orElseThrow())
            .as(line)
            .containsAnyOf("\"NOT_UNDERSTOOD\"", "\"NO_SESSION\"");
      }
    }
  }

  @Test
  void aLineTooLongEndsTheConnectionAndNothingElse() throws IOException {
    try (SocketChannel channel = raw()) {
      channel.write(
          ByteBuffer.wrap("x".repeat(LineReader.LONGEST + 1).getBytes(StandardCharsets.UTF_8)));
      assertThat(Channels.newInputStream(channel).read()).isEqualTo(-1);
    }
    try (ConsoleClient console = ConsoleClient.connect(socket)) {
      assertThat(console.ask(Request.of(Request.Ask.INFO)).is()).isEqualTo(Is.INFO);
    }
  }

  @Test
  void aFifthConsoleIsHungUpOn() throws IOException {
    var opened = new ConsoleClient[4];
    for (int i = 0; i < opened.length; i++) {
      opened[i] = ConsoleClient.connect(socket);
      opened[i].ask(Request.of(Request.Ask.INFO));
    }
    try (SocketChannel fifth = raw()) {
      assertThat(Channels.newInputStream(fifth).read()).isEqualTo(-1);
    }
    for (ConsoleClient each : opened) {
      each.close();
    }
  }

  @Test
  void withoutARecorderTheConsoleSaysSo() {
    server.close();
    assertThatThrownBy(() -> ConsoleClient.connect(socket))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("no recorder listens");
  }

  private SocketChannel raw() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    return channel;
  }

  private static InfoScreen info(Answer answer) {
    assertThat(answer.is()).isEqualTo(Is.INFO);
    return Objects.requireNonNull(answer.info());
  }
}
