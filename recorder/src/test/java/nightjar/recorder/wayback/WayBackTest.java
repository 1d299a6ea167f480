package nightjar.recorder.wayback;

import static java.util.Locale.ROOT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.Caller;
import nightjar.accounts.Client;
import nightjar.accounts.NewPerson;
import nightjar.accounts.Outcome;
import nightjar.accounts.SetupOutcome;
import nightjar.accounts.SignInOutcome;
import nightjar.accounts.SiteFacts;
import nightjar.accounts.password.Password;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.vault.Vault;
import nightjar.recovery.console.Answer;
import nightjar.recovery.console.Answer.Is;
import nightjar.recovery.console.ConsoleClient;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.console.Request;
import nightjar.recovery.wire.PrintedKey;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrBody;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real recorder with real accounts: the temporary password replaces the administrator's, once.
class WayBackTest {
  private static final String OLD = "seven Quiet lighthouses 4!";
  private static final String NEW = "nine loud windmills 5?";
  private static final Client NOBODY = new Client(null, "test", "");

  private final Clock clock = new SystemClock();

  @Test
  void acceptance13_temporaryPasswordReplacesTheAdministratorsAndEndsEverySession(
      @TempDir Path data) throws IOException {
    TestMaker vendor = new TestMaker();
    Path folder = Files.createDirectory(data.resolve(".nightjar"));
    vendor.trustedBy(folder);
    Store.init(new LocalDisk(data), new Random(1));
    var site = new SiteFacts(ZoneId.of("UTC"), List.of());
    try (Recorder recorder =
            Recorder.start(
                RecorderConfig.defaults(), data, clock, new Random(2), (_, _, _) -> {}, _ -> {});
        Accounts accounts =
            Accounts.open(folder, AccountsConfig.of(() -> site), clock, new SecureRandom())) {
      var person = new NewPerson("ada", "Ada", null, Password.of(OLD));
      String link = accounts.setup().offer().orElseThrow();
      var done = (SetupOutcome.Done) accounts.setup().complete(link, person, NOBODY);
      String cookie = done.signedIn().cookie();
      assertThat(accounts.sessions().caller(cookie, NOBODY)).isPresent();
      try (WayBack _ = start(folder, accounts, recorder);
          ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
        Answer info = console.ask(Request.of(Request.Ask.START));
        String code = vendor.code(folder, TestMaker.link(info), Purpose.KEEP);
        Answer accepted = console.ask(Request.redeem(code));
        assertThat(accepted.list()).containsExactly("ada");
        assertThat(console.ask(Request.commit(accepted.session(), "ada", "ada")).list())
            .contains("TOO_SHORT");
        assertThat(console.ask(Request.commit(accepted.session(), "ada", NEW)).is())
            .isEqualTo(Is.DONE);
        assertThat(console.ask(Request.redeem(code)).is()).isEqualTo(Is.NO_CHALLENGE);
      }
      assertThat(accounts.sessions().caller(cookie, NOBODY)).isEmpty();
      assertThat(signIn(accounts, OLD)).isInstanceOf(SignInOutcome.Wrong.class);
      assertThat(signIn(accounts, NEW)).isInstanceOf(SignInOutcome.Done.class);
    }
  }

  @Test
  void acceptance08_usualPasswordEndsTheRecoveryAndTheOwnerIsTold(@TempDir Path data)
      throws IOException {
    run(
        data,
        (folder, accounts, recorder, vendor) -> {
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            console.ask(Request.of(Request.Ask.START));
            assertThat(signIn(accounts, "not " + OLD)).isInstanceOf(SignInOutcome.Wrong.class);
            assertThat(recovery(console.ask(Request.of(Request.Ask.INFO)))).isNotNull();
            assertThat(signIn(accounts, OLD)).isInstanceOf(SignInOutcome.Done.class);
            assertThat(recovery(console.ask(Request.of(Request.Ask.INFO)))).isNull();
          }
          assertThat(accounts.audit().since(0, "recovery.", 9))
              .extracting(link -> link.entry().act())
              .containsExactly("recovery.end", "recovery.start");
        });
  }

  @Test
  void printedKeyWorksOnceAcrossARestartAndItsSuccessorAfterIt(@TempDir Path data)
      throws IOException {
    run(
        data,
        (folder, accounts, recorder, vendor) -> {
          PrintedKey key = PrintedKey.fresh(new Random(4));
          String hash = HexFormat.of().formatHex(key.hash().toArray());
          Caller ada = ((SignInOutcome.Done) signIn(accounts, OLD)).signedIn().caller();
          assertThat(accounts.printedKeys().keep(ada, hash)).isInstanceOf(Outcome.Done.class);
          String next;
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            Answer accepted = console.ask(Request.redeemKey(key.reveal()));
            assertThat(accepted.is()).isEqualTo(Is.ACCEPTED);
          }
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            Answer accepted = console.ask(Request.redeemKey(key.reveal()));
            Answer done = console.ask(Request.commit(accepted.session(), "ada", NEW));
            assertThat(done.is()).isEqualTo(Is.DONE);
            next = done.list().getFirst();
            assertThat(console.ask(Request.redeemKey(key.reveal())).is()).isEqualTo(Is.WRONG);
          }
          assertThat(signIn(accounts, NEW)).isInstanceOf(SignInOutcome.Done.class);
          assertThat(accounts.printedKeys().exists()).isTrue();
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            assertThat(console.ask(Request.redeemKey(next)).is()).isEqualTo(Is.ACCEPTED);
          }
        });
  }

  @Test
  void acceptance25_quarantineCodeClosesOldFootageAndSaysSoInTheAuditLog(@TempDir Path data)
      throws IOException {
    run(
        data,
        (folder, accounts, recorder, vendor) -> {
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            QrBody link = TestMaker.link(console.ask(Request.of(Request.Ask.START)));
            Answer accepted =
                console.ask(Request.redeem(vendor.code(folder, link, Purpose.QUARANTINE)));
            assertThat(recorder.store().reader().curtain().isDown()).isFalse();
            assertThat(console.ask(Request.commit(accepted.session(), "ada", NEW)).is())
                .isEqualTo(Is.DONE);
          }
          long before = recorder.store().reader().curtain().beforeMicros();
          assertThat(before).isBetween(1L, clock.wallMicros());
          assertThat(Vault.curtain(folder, clock).beforeMicros()).isEqualTo(before);
          assertThat(accounts.audit().since(0, "reset.", 9))
              .extracting(link -> link.entry().act())
              .containsExactly("reset.password", "reset.quarantine");
        });
  }

  @Test
  void acceptance26_erasingCodeErasesBeforeTheNewPasswordAndOnlyAfterAYes(@TempDir Path data)
      throws IOException {
    run(
        data,
        (folder, accounts, recorder, vendor) -> {
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            QrBody link = TestMaker.link(console.ask(Request.of(Request.Ask.START)));
            Answer accepted = console.ask(Request.redeem(vendor.code(folder, link, Purpose.ERASE)));
            assertThat(accepted.loss()).isNotNull();
            Request commit = Request.commit(accepted.session(), "ada", NEW);
            assertThat(console.ask(commit).is()).isEqualTo(Is.LOSS_NOT_ACCEPTED);
            assertThat(signIn(accounts, NEW)).isInstanceOf(SignInOutcome.Wrong.class);
            assertThat(recorder.vault().erasedBefore()).isZero();
            assertThat(console.ask(Request.acceptLoss(accepted.session())).is())
                .isEqualTo(Is.LOSS_ACCEPTED);
            assertThat(console.ask(commit).is()).isEqualTo(Is.DONE);
          }
          assertThat(recorder.vault().erasedBefore()).isPositive();
          assertThat(accounts.audit().since(0, "reset.", 9))
              .extracting(link -> link.entry().act())
              .containsExactly("reset.password", "reset.erase", "reset.erase.begin");
        });
  }

  /// What a redeemed code opens is a session of the console's socket: as a cookie it is nobody's.
  @Test
  void acceptance09_redeemedSessionReachesNothingButTheChangeOfPassword(@TempDir Path data)
      throws IOException {
    run(
        data,
        (folder, accounts, recorder, vendor) -> {
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            QrBody link = TestMaker.link(console.ask(Request.of(Request.Ask.START)));
            Answer accepted = console.ask(Request.redeem(vendor.code(folder, link, Purpose.KEEP)));
            assertThat(accounts.sessions().caller(accepted.session(), NOBODY)).isEmpty();
            for (Request.Ask ask : Request.Ask.values()) {
              if (ask != Request.Ask.COMMIT && ask != Request.Ask.CANCEL) {
                var request = new Request(Request.VERSION, ask, NEW, "ada", accepted.session());
                assertThat(console.ask(request).is()).as(ask.name()).isNotEqualTo(Is.DONE);
              }
            }
            assertThat(signIn(accounts, NEW)).isInstanceOf(SignInOutcome.Wrong.class);
          }
        });
  }

  /// Two monitors, or one and a terminal: one request between them, one of them is let in, and neither burns a try of the other.
  @Test
  void twoConsolesAtOnceShareOneRequestAndOneOfThemIsLetIn(@TempDir Path data) throws IOException {
    run(
        data,
        (folder, accounts, recorder, vendor) -> {
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient one = ConsoleClient.connect(WayBack.socket(folder));
              ConsoleClient two = ConsoleClient.connect(WayBack.socket(folder))) {
            Answer info = one.ask(Request.of(Request.Ask.START));
            InfoScreen.Recovery live = requireNonNull(recovery(info));
            Answer same = two.ask(Request.of(Request.Ask.START));
            assertThat(requireNonNull(recovery(same)).requestCode()).isEqualTo(live.requestCode());
            String code = vendor.code(folder, TestMaker.link(info), Purpose.KEEP);

            CompletableFuture<Answer> other =
                CompletableFuture.supplyAsync(() -> two.ask(Request.redeem(code)));
            Answer first = one.ask(Request.redeem(code));
            Answer second = other.join();
            assertThat(List.of(first.is(), second.is()))
                .containsExactlyInAnyOrder(Is.ACCEPTED, Is.IN_USE);
            boolean firstIn = first.is() == Is.ACCEPTED;
            ConsoleClient in = firstIn ? one : two;
            ConsoleClient out = firstIn ? two : one;
            assertThat(requireNonNull(recovery(out.ask(Request.of(Request.Ask.INFO)))).triesLeft())
                .isEqualTo(live.triesLeft() - 1);
            assertThat(out.ask(Request.commit("00".repeat(16), "ada", NEW)).is())
                .isEqualTo(Is.NO_SESSION);
            String session = firstIn ? first.session() : second.session();
            assertThat(in.ask(Request.commit(session, "ada", NEW)).is()).isEqualTo(Is.DONE);
            assertThat(out.ask(Request.redeem(code)).is()).isEqualTo(Is.NO_CHALLENGE);
          }
          assertThat(signIn(accounts, NEW)).isInstanceOf(SignInOutcome.Done.class);
        });
  }

  /// As tired people type it: lower case, no hyphens, O for 0, I and l for 1; the request's own code and a slip cost nothing.
  @Test
  void aCodeTypedInLowerCaseWithoutHyphensAndWithLookAlikesIsTaken(@TempDir Path data)
      throws IOException {
    run(
        data,
        (folder, accounts, recorder, vendor) -> {
          try (WayBack _ = start(folder, accounts, recorder);
              ConsoleClient console = ConsoleClient.connect(WayBack.socket(folder))) {
            Answer info = console.ask(Request.of(Request.Ask.START));
            InfoScreen.Recovery live = requireNonNull(recovery(info));
            String code = vendor.code(folder, TestMaker.link(info), Purpose.KEEP);
            for (String request :
                List.of(
                    live.requestCode(), live.requestCode().toLowerCase(ROOT).replace("-", " "))) {
              assertThat(console.ask(Request.redeem(request)).is()).isEqualTo(Is.IS_REQUEST_CODE);
            }
            char last = code.charAt(code.length() - 1);
            String slip = code.substring(0, code.length() - 1) + (last == '2' ? '3' : '2');
            assertThat(console.ask(Request.redeem(slip)).is()).isEqualTo(Is.MISTYPED);
            assertThat(console.ask(Request.redeem(code.substring(3))).is()).isEqualTo(Is.MISSHAPEN);
            assertThat(
                    requireNonNull(recovery(console.ask(Request.of(Request.Ask.INFO)))).triesLeft())
                .isEqualTo(live.triesLeft());
            String typed = code.toLowerCase(ROOT).replace("-", "").replace('0', 'o');
            String tired = typed.replaceFirst("1", "I").replace('1', 'l');
            assertThat(console.ask(Request.redeem(tired)).is()).isEqualTo(Is.ACCEPTED);
          }
        });
  }

  private interface Life {
    void live(Path folder, Accounts accounts, Recorder recorder, TestMaker vendor);
  }

  /// A recorder with one administrator and a maker it trusts.
  private void run(Path data, Life life) throws IOException {
    Path folder = Files.createDirectory(data.resolve(".nightjar"));
    TestMaker vendor = new TestMaker();
    vendor.trustedBy(folder);
    Store.init(new LocalDisk(data), new Random(1));
    var site = new SiteFacts(ZoneId.of("UTC"), List.of());
    try (Recorder recorder =
            Recorder.start(
                RecorderConfig.defaults(), data, clock, new Random(2), (_, _, _) -> {}, _ -> {});
        Accounts accounts =
            Accounts.open(folder, AccountsConfig.of(() -> site), clock, new SecureRandom())) {
      var person = new NewPerson("ada", "Ada", null, Password.of(OLD));
      accounts.setup().complete(accounts.setup().offer().orElseThrow(), person, NOBODY);
      life.live(folder, accounts, recorder, vendor);
    }
  }

  private static InfoScreen.@Nullable Recovery recovery(Answer answer) {
    return requireNonNull(answer.info()).recovery();
  }

  @Test
  void recorderWhoseSocketCannotBeMadeStillRuns(@TempDir Path data) throws IOException {
    Path deep = Files.createDirectories(data.resolve("a".repeat(120)));
    Store.init(new LocalDisk(deep), new Random(1));
    var site = new SiteFacts(ZoneId.of("UTC"), List.of());
    try (Recorder recorder =
            Recorder.start(
                RecorderConfig.defaults(), deep, clock, new Random(2), (_, _, _) -> {}, _ -> {});
        Accounts accounts =
            Accounts.open(
                Files.createDirectory(deep.resolve(".nightjar")),
                AccountsConfig.of(() -> site),
                clock,
                new SecureRandom());
        WayBack _ = start(deep.resolve(".nightjar"), accounts, recorder)) {
      assertThat(recorder.streams()).isEmpty();
      assertThat(WayBack.socket(deep.resolve(".nightjar"))).doesNotExist();
    }
  }

  private WayBack start(Path folder, Accounts accounts, Recorder recorder) {
    return WayBack.start(folder, accounts, recorder, "0.1.0", clock, (_, _, _) -> {});
  }

  private static SignInOutcome signIn(Accounts accounts, String password) {
    return accounts.signIn().password("ada", Password.of(password), false, NOBODY);
  }
}
