package nightjar.portal;

import static nightjar.portal.World.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import nightjar.accounts.passkey.FakeAuthenticator;
import nightjar.portal.World.Reviewer;
import nightjar.recovery.crypto.RawKeys;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The owner stops a request while its code is being asked for: either the code was shown and the letter's link says so, or the request is stopped
/// and nobody gets the code.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VetoRaceTest {
  private static final String OWNER = "ada@owner.test";
  private static final int OF_EACH = 4;

  private World world;
  private Browser owner;
  private FakeAuthenticator phone;
  private Reviewer reviewer;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    world = new World(folder);
    owner = world.customer(OWNER);
    phone = world.passkey(owner);
    world.claim(owner);
    reviewer = world.reviewer(world.administrator(), "one");
  }

  /// No quota is used up.
  @BeforeEach
  void aMonthLater() {
    world.skip(Duration.ofDays(31));
    world.signIn(reviewer.browser(), reviewer.key());
    world.signIn(owner, phone);
    world.startRecovery();
  }

  @AfterAll
  void close() throws IOException {
    world.close();
  }

  /// A request whose code may be shown now.
  private String ready() {
    world.again(owner, phone);
    String id = world.ask(owner, world.form());
    String statement = check(reviewer.browser().post("/next", Map.of()), 200).text("statement");
    check(reviewer.approve(id, statement), 200);
    world.skip(Duration.ofMinutes(16));
    world.portal.round();
    world.again(owner, phone);
    return id;
  }

  private Browser.Answer code(String id) {
    String key =
        HexFormat.of().formatHex(RawKeys.P256.raw(World.answerKey().getPublic()).toArray());
    return owner.post(
        "/requests/" + id + "/code", Map.of("screen", world.screen(), "answerKey", key));
  }

  private Browser.Answer veto(String token) {
    return new Browser(world.portal.address()).post("/veto", Map.of("token", token));
  }

  private String alarms() {
    world.signIn(reviewer.browser(), reviewer.key());
    world.portal.compareCodes();
    world.portal.compareCodes();
    return check(reviewer.browser().get("/alarms"), 200).json().path("alarms").toString();
  }

  @Test
  void acceptance17_aVetoAfterTheAuthorityIssuedAndBeforeThePageHasTheCodeStillStops() {
    String id = ready();
    String token = world.token(OWNER);
    world.onAnswer =
        () -> {
          world.onAnswer = () -> {};
          assertThat(check(veto(token), 200).text("result")).isEqualTo("stopped");
        };
    Browser.Answer late = code(id);
    assertThat(late.problem()).isEqualTo("not-now");
    assertThat(late.body()).doesNotContain("sealed");
    assertThat(world.state(owner, id)).isEqualTo("vetoed");
    assertThat(code(id).problem()).isEqualTo("not-now");
    assertThat(alarms()).as("both count the code that nobody got").doesNotContain(id);
  }

  @Test
  void acceptance17_aVetoAfterTheCodeWasShownSaysThatItIsTooLate() {
    String id = ready();
    String token = world.token(OWNER);
    check(code(id), 200);
    assertThat(check(veto(token), 200).text("result")).isEqualTo("too_late");
    assertThat(world.state(owner, id)).isEqualTo("shown");
  }

  @Test
  void acceptance17_ofVetoesAndRevealsAtTheSameInstantOneKindWinsAndAllSaySo() {
    for (int round = 0; round < 6; round++) {
      aMonthLater();
      race(ready());
    }
  }

  private void race(String id) {
    String token = world.token(OWNER);
    var go = new CountDownLatch(1);
    List<CompletableFuture<Browser.Answer>> codes = all(go, () -> code(id));
    List<CompletableFuture<Browser.Answer>> vetoes = all(go, () -> veto(token));
    go.countDown();
    long shown = codes.stream().filter(each -> each.join().status() == 200).count();
    List<String> said =
        vetoes.stream().map(each -> check(each.join(), 200).text("result")).distinct().toList();
    assertThat(said).containsExactly(shown > 0 ? "too_late" : "stopped");
    assertThat(world.state(owner, id)).isEqualTo(shown > 0 ? "shown" : "vetoed");
    assertThat(codes).allMatch(each -> each.join().status() == 200 || each.join().status() == 409);
    assertThat(alarms()).doesNotContain(id);
  }

  private static List<CompletableFuture<Browser.Answer>> all(
      CountDownLatch go, Supplier<Browser.Answer> what) {
    return IntStream.range(0, OF_EACH)
        .mapToObj(_ -> {
          var answer = new CompletableFuture<Browser.Answer>();
          Thread.ofVirtual()
              .start(() -> {
                try {
                  go.await();
                  answer.complete(what.get());
                } catch (InterruptedException | RuntimeException e) {
                  answer.completeExceptionally(e);
                }
              });
          return answer;
        })
        .toList();
  }
}
