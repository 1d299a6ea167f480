package nightjar.portal.mail;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nightjar.accounts.db.SqliteDatabase;
import nightjar.accounts.secret.Vault;
import nightjar.base.time.ShiftedClock;
import nightjar.base.time.SystemClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Gateways that hang, over real sockets.
@Timeout(120)
class PostTest {
  private static final String LETTERS =
      "CREATE TABLE letter (id INTEGER PRIMARY KEY, channel TEXT, sealed TEXT, made_us BIGINT,"
          + " tries INTEGER, next_us BIGINT);"
          + " CREATE TABLE text_count (name TEXT, day BIGINT, sent INTEGER, PRIMARY KEY (name, day))";

  private final ShiftedClock clock = new ShiftedClock(new SystemClock());
  private final List<String> log = new CopyOnWriteArrayList<>();
  private final BlockingQueue<String> mailed = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> texted = new LinkedBlockingQueue<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile String hangs = "";
  private HttpServer gateway;
  private SqliteDatabase database;
  private Outbox outbox;

  @BeforeEach
  void open(@TempDir Path folder) throws IOException {
    gateway = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    gateway.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    gateway.createContext(
        "/",
        exchange -> {
          String to = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (!hangs.isEmpty() && to.contains(hangs)) {
            asked.countDown();
            await(over);
          }
          texted.add(to);
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    gateway.start();
    database = SqliteDatabase.open(folder.resolve("test.db"));
    database.write(sql -> {
      sql.script(LETTERS);
      return 0;
    });
    outbox =
        new Outbox(
            database,
            Vault.open(folder.resolve("key"), new Random(1)),
            clock,
            (event, where, what) -> log.add(event + " " + where + " " + what));
  }

  @AfterEach
  void close() {
    over.countDown();
    gateway.stop(0);
    database.close();
  }

  @Test
  void gatewayThatHangsKeepsNoLetterAndNoOtherTelephoneWaiting() throws InterruptedException {
    hangs = "%2B15145550100";
    try (Post post = post(letter -> mailed.add(letter.to()))) {
      text("+15145550100");
      post.soon();
      asked.await();
      text("+15145550199");
      letter("ada@owner.test", "one");
      post.soon();
      assertThat(mailed.poll(60, TimeUnit.SECONDS)).isEqualTo("ada@owner.test");
      assertThat(texted.poll(60, TimeUnit.SECONDS)).contains("%2B15145550199");
    }
  }

  @Test
  void messageUnderWayWhenThePortalEndsIsSentByTheNextOne() throws InterruptedException {
    hangs = "%2B15145550100";
    try (Post post = post(letter -> mailed.add(letter.to()))) {
      text("+15145550100");
      post.soon();
      asked.await();
    }
    assertThat(log).anyMatch(line -> line.startsWith("LETTER_WAITS"));
    hangs = "";
    clock.skip(Duration.ofMinutes(1));
    try (Post again = post(letter -> mailed.add(letter.to()))) {
      again.now();
      assertThat(texted).hasSize(1);
      again.now();
      assertThat(texted).as("once").hasSize(1);
    }
  }

  @Test
  void oneRecipientGetsLettersInOrderHoweverManyAreSentAtOnce() {
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      letter("ada@owner.test", "n" + i);
      letter("bob@owner.test", "n" + i);
      expected.add("Request n" + i + " has arrived");
    }
    List<String> got = new CopyOnWriteArrayList<>();
    try (Post post =
        post(letter -> {
          if (letter.to().startsWith("ada")) {
            got.add(letter.subject());
          }
        })) {
      post.now();
    }
    assertThat(got).isEqualTo(expected);
    assertThat(outbox.due(Channel.MAIL)).isEmpty();
  }

  /// It says a little now and then, so that no wait for an answer ever ends.
  @Test
  void mailServerThatNeverFinishesIsLeftAndTheLetterWaits() throws IOException {
    try (var listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> mumble(listener));
      var server =
          new SmtpMailer.Server(
              "127.0.0.1", listener.getLocalPort(), "portal@maker.test", Optional.empty());
      letter("ada@owner.test", "one");
      try (Post post = post(new SmtpMailer(server, clock, Duration.ofSeconds(2)))) {
        post.now();
      }
      assertThat(log).anyMatch(line -> line.contains("no letter can be sent by 127.0.0.1"));
      clock.skip(Duration.ofMinutes(1));
      assertThat(outbox.due(Channel.MAIL)).hasSize(1);
    }
  }

  private void mumble(ServerSocket listener) {
    try (Socket peer = listener.accept()) {
      while (!over.await(100, TimeUnit.MILLISECONDS)) {
        peer.getOutputStream().write("220-wait\r\n".getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException | InterruptedException _) {
      // the portal left
    }
  }

  private Post post(Mailer letters) {
    URI url = URI.create("http://127.0.0.1:" + gateway.getAddress().getPort() + "/");
    var texts =
        new TextGateway(new TextGateway.Server(url, "to={to}&text={text}", Optional.empty()));
    return new Post(
        outbox, new Mailers(letters, texts, letters), (event, where, what) -> log.add(what));
  }

  private void text(String number) {
    database.write(sql -> {
      outbox.putText(sql, number, "en", Letters.Kind.READY, "one", "");
      return 0;
    });
  }

  private void letter(String to, String request) {
    database.write(sql -> {
      outbox.put(sql, to, "en", Letters.Kind.SUBMITTED, request, "", "", "");
      return 0;
    });
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
