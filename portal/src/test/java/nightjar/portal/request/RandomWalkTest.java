package nightjar.portal.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import nightjar.base.Bytes;
import nightjar.portal.db.OwnPostgres;
import nightjar.portal.db.PortalSchema;
import nightjar.portal.db.PostgresDatabase;
import nightjar.portal.mail.Channel;
import nightjar.portal.mail.Mailer;
import nightjar.portal.request.Walk.Box;
import nightjar.portal.request.Walk.Reviewer;
import nightjar.recovery.authority.AuthorityDesk.Answer;
import nightjar.recovery.authority.AuthorityDesk.Ask;
import nightjar.recovery.authority.AuthorityDesk.Is;
import nightjar.recovery.authority.AuthorityRequest;
import nightjar.recovery.authority.FileKeystore;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.ChallengeView;
import nightjar.recovery.device.Committed;
import nightjar.recovery.device.FakeRecoveryStore.Cut;
import nightjar.recovery.device.FakeRecoveryStore.PowerCut;
import nightjar.recovery.device.Redeemed;
import nightjar.recovery.device.Started;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;
import nightjar.recovery.wire.SealedAnswer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Owners, strangers, reviewers, thieves with a portal of their own, power cuts and clocks, at random. Beside them a ledger of every
/// code that anybody got, which knows nothing of how the three parts work.
class RandomWalkTest {
  private static final char[] PASSPHRASE = "long enough for an authority".toCharArray();

  /// What one code is for.
  private record Code(String text, String device, String nonce, LocalDate day, Purpose purpose) {}

  /// So many steps with each seed: a portal of years is slow to look through.
  private static final int STEPS_OF_A_SEED = 10_000;

  /// Two to three minutes; `-Dnightjar.walk.steps` for fewer or more.
  private static final int STEPS = Integer.getInteger("nightjar.walk.steps", 100_000);

  @Test
  @Tag("slow")
  void noCodeIsTakenTwiceElsewhereOrLate(@TempDir Path folder) {
    Path keyFile = folder.resolve("keys.json");
    FileKeystore.create(keyFile, 7, PASSPHRASE, new Random(1));
    FileKeystore keys = FileKeystore.open(keyFile, PASSPHRASE);
    var sum = new Tally();
    for (long seed = 1; sum.steps < STEPS; seed++) {
      Path own = folder.resolve("s" + seed);
      try (OwnPostgres postgres = OwnPostgres.start(own.resolve("postgres"), new Random(seed));
          PostgresDatabase database =
              PostgresDatabase.open(postgres.address(), "portal", PortalSchema::migrate);
          Walk walk = new Walk(own, database, keys, 7, new Random(seed))) {
        new Steps(walk, seed, keys, sum).run(Math.min(STEPS_OF_A_SEED, STEPS - sum.steps));
      }
    }
    System.out.println(sum);
    assertThat(sum.shown).as("codes shown").isGreaterThan(STEPS / 2_000);
    assertThat(sum.accepted).as("codes taken").isGreaterThan(STEPS / 3_000);
    assertThat(sum.resets).as("passwords replaced").isGreaterThan(STEPS / 4_000);
    assertThat(sum.dead).as("challenges that died of wrong tries").isGreaterThan(STEPS / 2_000);
    assertThat(sum.cuts).as("power cuts").isGreaterThan(STEPS / 200);
    assertThat(sum.refused).as("refusals by the authority").isGreaterThan(STEPS / 200);
  }

  private static final class Tally {
    int steps;
    int shown;
    int stolen;
    int accepted;
    int resets;
    int dead;
    int cuts;
    int refused;

    @Override
    public String toString() {
      return "%d steps: %d codes shown, %d got past the portal, %d taken, %d resets, %d dead challenges, %d power cuts, %d refusals"
          .formatted(steps, shown, stolen, accepted, resets, dead, cuts, refused);
    }
  }

  private static final class Steps {
    private final Walk walk;
    private final long seed;
    private final FileKeystore keys;
    private final Tally sum;
    private final Random random;
    private final KeyPair answers = Crypto.pair(RawKeys.P256);
    private final String answerKey =
        HexFormat.of().formatHex(RawKeys.P256.raw(answers.getPublic()).toArray());
    private final List<Code> codes = new ArrayList<>();
    private final List<String> screens = new ArrayList<>();
    private final List<AuthorityRequest> heard = new ArrayList<>();
    private final List<String> vetoes = new ArrayList<>();
    private final Map<String, Integer> tries = new HashMap<>();
    private final Set<String> used = new HashSet<>();
    private final Set<String> asked = new HashSet<>();
    private final Map<Box, Redeemed.Accepted> sessions = new HashMap<>();
    private final Map<Box, String> sessionOf = new HashMap<>();
    private final Map<Box, Integer> changes = new HashMap<>();

    Steps(Walk walk, long seed, FileKeystore keys, Tally sum) {
      this.walk = walk;
      this.seed = seed;
      this.keys = keys;
      this.sum = sum;
      random = new Random(seed);
    }

    void run(int steps) {
      for (int i = 0; i < steps; i++) {
        Box box = walk.boxes.get(random.nextInt(4) == 0 ? 1 : 0);
        if (random.nextInt(40) == 0) {
          Cut cut = random.nextBoolean() ? Cut.BEFORE_WRITE : Cut.AFTER_WRITE;
          if (random.nextInt(3) == 0) {
            box.administrators.cutNext(cut);
          } else {
            box.store.cutNext(cut);
          }
        }
        if (random.nextInt(300) == 0) {
          // Quotas are by the week.
          walk.advance(Duration.ofDays(8));
        }
        boolean console = random.nextInt(100) < 70;
        try {
          if (console) {
            atTheConsole(box);
          } else {
            elsewhere(box);
          }
        } catch (PowerCut _) {
          sum.cuts++;
          boot(box);
        } catch (RuntimeException | AssertionError e) {
          throw new AssertionError("seed " + seed + ", step " + i + ": " + e, e);
        }
        for (Box each : walk.boxes) {
          count(each, console && each == box);
        }
        sum.steps++;
      }
      nowhere();
    }

    /// A reset that was cut off after the accounts' transaction is done all the same: its code is spent.
    private void count(Box box, boolean allowed) {
      if (box.administrators.changes() > changes.getOrDefault(box, 0)) {
        assertThat(allowed)
            .as("seed %d: only the console of this recorder resets it", seed)
            .isTrue();
        changes.put(box, box.administrators.changes());
        assertThat(used.add(sessionOf.getOrDefault(box, "none")))
            .as("seed %d: two resets by one request", seed)
            .isTrue();
        sum.resets++;
      }
    }

    private void atTheConsole(Box box) {
      switch (random.nextInt(20)) {
        case 0, 1 -> {
          walk.advance(Duration.ofMinutes(random.nextInt(random.nextInt(20) == 0 ? 2_000 : 8)));
          walk.boxes.forEach(each -> each.device.tick());
        }
        case 2 -> {
          if (random.nextInt(25) == 0) {
            box.clock.stepWall(Duration.ofMinutes(random.nextInt(-3_000, 3_000)));
          }
        }
        case 3 -> {
          if (random.nextInt(4) == 0) {
            boot(box);
          }
        }
        case 4 -> {
          if (random.nextInt(60) == 0) {
            box.device.cancel("cancelled");
            sessions.remove(box);
          }
        }
        case 5, 6, 7 -> start(box);
        case 8, 9, 10, 11, 12, 13 -> typeOneForIt(box);
        case 14 -> {
          if (!codes.isEmpty() && random.nextInt(12) == 0) {
            type(box, codes.get(random.nextInt(codes.size())).text);
          }
        }
        case 15 -> typeWrong(box);
        default -> commit(box);
      }
    }

    private void boot(Box box) {
      sessions.remove(box);
      try {
        box.boot();
      } catch (PowerCut _) {
        sum.cuts++;
        box.boot();
      }
    }

    private void start(Box box) {
      boolean fresh = box.device.challenge().isEmpty();
      switch (box.device.start(Purpose.KEEP)) {
        case Started.Live(ChallengeView live) -> {
          assertThat(used).as("a used request is shown again").doesNotContain(request(box, live));
          if (fresh && random.nextBoolean()) {
            ask(box);
          }
        }
        case Started.Wait(Duration wait) -> {
          if (random.nextInt(2) == 0) {
            walk.advance(wait);
            box.device.tick();
          }
        }
        case Started.NoAuthority() -> throw new AssertionError();
      }
    }

    /// A code that somebody got for the challenge that is live here.
    private void typeOneForIt(Box box) {
      Optional<ChallengeView> live = box.device.challenge();
      if (live.isPresent()) {
        List<Code> mine =
            codes.stream()
                .filter(c -> (box.id() + " " + c.nonce).equals(request(box, live.get())))
                .toList();
        if (!mine.isEmpty()) {
          type(box, mine.get(random.nextInt(mine.size())).text);
        }
      }
    }

    private void typeWrong(Box box) {
      Optional<ChallengeView> live = box.device.challenge();
      if (live.isEmpty() || random.nextInt(10) != 0) {
        return;
      }
      switch (random.nextInt(3)) {
        case 0 -> type(box, nightjar.recovery.wire.RequestCode.fresh(random).text());
        case 1 -> {
          int before = live.get().triesLeft();
          box.device.redeem(live.get().requestCode());
          box.device.redeem("0000-0000-0000-000");
          assertThat(box.device.challenge().map(ChallengeView::triesLeft)).contains(before);
        }
        default -> {
          for (int i = 0; i < 6; i++) {
            type(box, nightjar.recovery.wire.RequestCode.fresh(random).text());
          }
        }
      }
    }

    private void type(Box box, String text) {
      Optional<ChallengeView> live = box.device.challenge();
      Redeemed answer = box.device.redeem(text);
      Optional<Code> fits =
          live.flatMap(view ->
              codes.stream()
                  .filter(c -> c.text.equals(text))
                  .filter(c -> (c.device + " " + c.nonce).equals(request(box, view)))
                  .findFirst());
      boolean today = fits.filter(c -> isDay(box, c.day)).isPresent();
      switch (answer) {
        case Redeemed.Accepted session -> {
          tried(box, live);
          assertThat(today).as("taken for another device, request or day").isTrue();
          assertThat(session.purpose()).isEqualTo(fits.orElseThrow().purpose);
          String request = request(box, live.orElseThrow());
          assertThat(used).as("taken twice").doesNotContain(request);
          sessions.put(box, session);
          sessionOf.put(box, request);
          sum.accepted++;
        }
        case Redeemed.Wrong(int left) -> {
          tried(box, live);
          assertThat(fits).as("the right code was refused").isEmpty();
          sum.dead += left == 0 ? 1 : 0;
        }
        case Redeemed.OtherDay(LocalDate day, _) -> {
          tried(box, live);
          assertThat(today).isFalse();
          assertThat(fits.orElseThrow().day).isEqualTo(day);
        }
        case Redeemed.NoChallenge() -> assertThat(live).isEmpty();
        case Redeemed.InUse() -> assertThat(live.orElseThrow().redeemed()).isTrue();
        case Redeemed.IsRequestCode() ->
            assertThat(text).isEqualTo(live.orElseThrow().requestCode());
        case Redeemed.NoKey(), Redeemed.Wait _, Redeemed.Mistyped _, Redeemed.Misshapen _ ->
            throw new AssertionError(answer);
      }
    }

    private void tried(Box box, Optional<ChallengeView> live) {
      int now = tries.merge(request(box, live.orElseThrow()), 1, Integer::sum);
      assertThat(now).as("tries of one request").isLessThanOrEqualTo(5);
    }

    private void commit(Box box) {
      Optional<Redeemed.Accepted> session = Optional.ofNullable(sessions.get(box));
      Bytes token = session.map(Redeemed.Accepted::session).orElse(Bytes.of(new byte[16]));
      String before = box.administrators.password(Walk.NAME);
      String next = random.nextInt(6) == 0 ? "short" : "a new and longer one " + random.nextInt();
      Committed done = box.device.commit(token, Walk.NAME, next.toCharArray());
      if (done instanceof Committed.Done(Purpose purpose, _)) {
        assertThat(session.map(Redeemed.Accepted::purpose)).contains(purpose);
        assertThat(box.administrators.password(Walk.NAME)).isEqualTo(next);
        sessions.remove(box);
      } else {
        assertThat(box.administrators.password(Walk.NAME)).isEqualTo(before);
      }
    }

    private void elsewhere(Box box) {
      try {
        switch (random.nextInt(16)) {
          case 0, 1 -> ask(box);
          case 2, 3, 4 -> walk.progress.round();
          case 5, 6, 7 -> review();
          case 8, 9, 10 -> {
            walk.progress.round();
            reveal(box);
          }
          case 11 -> aPortalOfTheirOwn(box);
          case 12 -> letters();
          case 13 -> {
            if (!vetoes.isEmpty() && random.nextInt(20) == 0) {
              walk.notices.veto(vetoes.get(random.nextInt(vetoes.size())), "127.0.0.1");
            }
          }
          case 14 ->
              walk.any(random)
                  .filter(_ -> random.nextInt(10) == 0)
                  .ifPresent(r -> walk.asking.cancel(customer(r), r));
          default -> {
            if (random.nextInt(60) == 0) {
              walk.restartAuthority();
            } else {
              walk.any(random).ifPresent(r -> walk.asking.answer(customer(r), r, "yes"));
            }
          }
        }
      } catch (Requests.Stale _) {
        // An illegal move: nothing happened.
      }
    }

    private nightjar.accounts.Caller customer(RecoveryRequest r) {
      return walk.customers.stream()
          .filter(c -> c.subject().id().equals(r.customer()))
          .findFirst()
          .orElseThrow();
    }

    private String screen(Box box) {
      Optional<String> live = box.device.challenge().map(ChallengeView::qr);
      live.filter(_ -> screens.size() < 400).ifPresent(screens::add);
      boolean old = live.isEmpty() || random.nextInt(10) == 0;
      return old && !screens.isEmpty()
          ? screens.get(random.nextInt(screens.size()))
          : live.orElse("");
    }

    private void ask(Box box) {
      boolean known =
          box.device.challenge().map(live -> !asked.add(request(box, live))).orElse(true);
      if (known && random.nextInt(10) != 0) {
        return;
      }
      boolean owner = random.nextInt(4) != 0;
      var caller = walk.customers.get(owner ? 0 : random.nextInt(walk.customers.size()));
      if (owner && random.nextInt(4) != 0) {
        walk.ownerIsThere();
      }
      String qr = screen(box);
      var names = QrPayload.read(qr).map(q -> q.body().device());
      var form =
          new Form(
              new Form.Asker("A", "B", "1"),
              names.map(n -> n.model()).orElse("NJR-1"),
              names.map(n -> n.deviceId()).orElse(box.id()),
              names.map(n -> n.serial()).orElse("S"),
              box.today().toString(),
              qr);
      walk.asking
          .draft(caller, "en", form)
          .ifPresent(draft -> {
            walk.draw(draft, random.nextDouble());
            walk.asking.submit(caller, draft);
          });
      // The portal looks every few seconds; a walk's step may be a day.
      if (random.nextInt(8) != 0) {
        walk.progress.round();
      }
    }

    private void review() {
      Reviewer reviewer = walk.reviewers.get(random.nextInt(walk.reviewers.size()));
      Optional<RecoveryRequest> next = walk.review.next(reviewer.caller());
      if (next.isEmpty()) {
        return;
      }
      RecoveryRequest r = next.get();
      Reviewer signer =
          random.nextInt(10) == 0
              ? walk.reviewers.get(random.nextInt(walk.reviewers.size()))
              : reviewer;
      String statement = random.nextInt(12) == 0 ? r.statement() + " " : r.statement();
      Review.Verdict verdict =
          switch (random.nextInt(16)) {
            case 0 -> Review.Verdict.REJECT;
            case 1 -> Review.Verdict.ASK;
            default -> Review.Verdict.APPROVE;
          };
      boolean approve = verdict == Review.Verdict.APPROVE;
      Review.Outcome outcome =
          walk.review.decide(
              reviewer.caller(),
              r.id(),
              new Review.Decision(
                  verdict,
                  List.of("x"),
                  "why?",
                  reviewer.caller().subject().id(),
                  approve ? signer.sign(statement) : ""));
      if (outcome instanceof Review.Outcome.NotCounted) {
        sum.refused++;
        walk.review.decide(
            reviewer.caller(),
            r.id(),
            new Review.Decision(Review.Verdict.REJECT, List.of(), "", "", ""));
      } else if (approve && outcome instanceof Review.Outcome.Done) {
        assertThat(signer).as("a signature of another reviewer counted").isEqualTo(reviewer);
        assertThat(statement).isEqualTo(r.statement());
      }
    }

    /// Of any request, at any time, with any screen.
    private void reveal(Box box) {
      Optional<RecoveryRequest> some =
          walk.database.read(sql ->
              sql.first(
                  "SELECT "
                      + RecoveryRequest.COLUMNS
                      + " FROM request WHERE state IN ('READY', 'REVEALED') ORDER BY md5(id || ?) LIMIT 1",
                  RecoveryRequest::read,
                  String.valueOf(random.nextInt())));
      RecoveryRequest r = some.or(() -> walk.any(random)).orElse(null);
      if (r == null) {
        return;
      }
      String screen = screen(random.nextInt(6) == 0 ? box : walk.boxOf(r));
      heard.add(question(r, screen, r.tier(), r.purpose(), r.dayOffset()));
      switch (walk.asking.reveal(customer(r), r, screen, answerKey)) {
        case Asking.Reveal.Sealed(String sealed, int number) -> {
          assertThat(number).isLessThanOrEqualTo(3);
          got(r.id(), sealed, screen, r.dayOffset(), r.purpose());
          sum.shown++;
        }
        case Asking.Reveal.Refused _ -> sum.refused++;
        case Asking.Reveal.OtherScreen(), Asking.Reveal.SameMinute(), Asking.Reveal.NotReady() -> {}
      }
    }

    private AuthorityRequest question(
        RecoveryRequest r, String screen, Tier tier, Purpose purpose, int day) {
      List<AuthorityRequest.Approval> approvals =
          walk.database.read(sql -> Asking.approvals(sql, r));
      return new AuthorityRequest(
          r.id(), screen, day, purpose, tier, r.customer(), answerKey, approvals);
    }

    /// Whoever took the portal over asks the authority what they like, with every approval that was ever given.
    private void aPortalOfTheirOwn(Box box) {
      if (heard.isEmpty()) {
        return;
      }
      AuthorityRequest told = heard.get(random.nextInt(heard.size()));
      AuthorityRequest other = heard.get(random.nextInt(heard.size()));
      boolean change = random.nextInt(3) != 0;
      Tier tier = change && random.nextBoolean() ? Tier.OWNER : told.tier();
      Purpose purpose = change && random.nextBoolean() ? Purpose.KEEP : told.purpose();
      int day = change && random.nextBoolean() ? random.nextInt(8) : told.dayOffset();
      var lie =
          new AuthorityRequest(
              told.requestId(),
              screen(box),
              day,
              purpose,
              tier,
              told.requester(),
              answerKey,
              random.nextBoolean() ? told.approvals() : other.approvals());
      Answer answer = walk.client.ask(random.nextInt(4) == 0 ? Ask.SUBMIT : Ask.ISSUE, lie);
      if (answer.is() == Is.ISSUED) {
        assertThat(tier).as("a tier that nobody signed").isEqualTo(told.tier());
        assertThat(purpose).as("a purpose that nobody signed").isEqualTo(told.purpose());
        assertThat(day).as("a day that nobody signed").isEqualTo(told.dayOffset());
        got(lie.requestId(), answer.text(), lie.qr(), day, purpose);
        sum.stolen++;
      } else {
        sum.refused += answer.is() == Is.REFUSED ? 1 : 0;
      }
    }

    private void got(String id, String sealed, String screen, int day, Purpose purpose) {
      QrBody body = QrPayload.read(screen).orElseThrow().body();
      String text =
          SealedAnswer.open(
                  Bytes.fromHex(sealed), id, answers.getPrivate(), Bytes.fromHex(answerKey))
              .orElseThrow();
      codes.add(
          new Code(
              text,
              body.device().deviceId(),
              body.request().text(),
              body.dateShown().plusDays(day),
              purpose));
    }

    private void letters() {
      Mailer mailer =
          letter -> {
            int at = letter.text().indexOf("/veto#token=");
            if (at >= 0 && vetoes.size() < 200) {
              vetoes.add(letter.text().substring(at + 12).split("\\s", 2)[0]);
            }
          };
      for (Channel channel : Channel.values()) {
        walk.outbox.due(channel).forEach(each -> walk.outbox.send(mailer, each));
      }
    }

    /// No table of the portal holds a code that anybody was shown, nor the authority's secret.
    private void nowhere() {
      Set<String> all = new HashSet<>();
      codes.forEach(c -> {
        all.add(c.text);
        all.add(c.text.replace("-", ""));
      });
      assertThat(keys.publicKey().isEmpty()).isFalse();
      List<String> rows = walk.dump();
      assertThat(rows.size()).isGreaterThan(100);
      for (String row : rows) {
        for (String code : all) {
          assertThat(row.contains(code)).as("seed %d: %s", seed, code).isFalse();
        }
      }
    }

    private static String request(Box box, ChallengeView view) {
      return box.id() + " " + view.requestCode();
    }

    private static boolean isDay(Box box, LocalDate day) {
      LocalDateTime now =
          LocalDateTime.ofEpochSecond(box.clock.wallMicros() / 1_000_000, 0, ZoneOffset.UTC);
      return now.toLocalDate().equals(day)
          || (now.toLocalDate().equals(day.plusDays(1)) && now.getHour() < 6);
    }
  }
}
