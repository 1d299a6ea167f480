package nightjar.recorder.api;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import nightjar.accounts.Caller;
import nightjar.accounts.audit.Entry;
import nightjar.accounts.audit.Link;
import nightjar.base.http.Listing;
import nightjar.base.http.ProblemType;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.recovery.qr.QrCode;
import nightjar.recovery.wire.PrintedKey;

/// What an administrator sees of the way back in: its printed key, made here and worth something only at the console, and what
/// happened there of late. No route starts, answers or ends a recovery.
final class RecoveryRoutes {
  private static final Duration TOLD = Duration.ofDays(30);
  private static final int MOST = 50;

  static final ProblemType NOT_A_WITNESS =
      new ProblemType("not-a-witness", 409, "Only an administrator from before the reset can");

  record NothingForm() {}

  record KeyState(boolean exists) {}

  /// `qr` is an SVG picture of the key; neither is ever shown again.
  record NewKey(String key, String qr) {}

  record Notice(long at, String act, String outcome, String detail) {}

  private final Wiring nightjar;
  private final RandomGenerator random = new SecureRandom();

  RecoveryRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/recovery-key", Need.MANAGE_USERS, "Whether a recovery key was printed")
        .gives(KeyState.class, _ -> new KeyState(nightjar.accounts().printedKeys().exists()));
    routes
        .post(
            "/recovery-key", Need.MANAGE_USERS, "Makes the recovery key, shown once; ends an older")
        .reads(NothingForm.class)
        .makes(
            NewKey.class,
            call -> {
              PrintedKey key = PrintedKey.fresh(random);
              String hash = HexFormat.of().formatHex(key.hash().toArray());
              Outcomes.done(nightjar.accounts().printedKeys().keep(call.caller().caller(), hash));
              String qr = QrCode.of(key.reveal(), QrCode.Robustness.PAPER).svg();
              return new NewKey(key.reveal(), qr);
            });
    routes
        .delete("/recovery-key", Need.MANAGE_USERS, "Makes the printed recovery key worthless")
        .does(call -> Outcomes.done(nightjar.accounts().printedKeys().end(call.caller().caller())));
    routes
        .delete("/withheld", Need.MANAGE_USERS, "Shows footage of before a reset before its time")
        .does(call -> lift(call.caller().caller()));
    routes
        .get("/recovery-notices", Need.SEE_AUDIT, "What the console's way back in did in 30 days")
        .lists(Notice.class, _ -> Listing.whole(notices()));
  }

  /// Whom the reset let in must not be who ends it, nor anybody whom they let in since.
  private void lift(Caller caller) {
    if (!caller.recent()) {
      throw Refusal.of(
          Outcomes.STEP_UP, "Type your password once more.", "Use POST /api/v1/session/again.");
    }
    var vault = nightjar.recorder().vault();
    List<String> marks = vault.witnesses();
    if (!marks.isEmpty() && !nightjar.accounts().witnesses().isOne(caller, marks)) {
      nightjar
          .accounts()
          .audit()
          .record(entry(caller, Entry.Outcome.REFUSED, "not an administrator of before the reset"));
      throw Refusal.of(
          NOT_A_WITNESS,
          "Only an administrator whose password and passkeys are as they were before the reset can.",
          "Wait: it ends by itself 72 hours after the reset.");
    }
    if (marks.isEmpty() || !vault.lift(caller.subject().name())) {
      throw Refusal.notFound("Footage that somebody may show before its time");
    }
    nightjar.accounts().audit().record(entry(caller, Entry.Outcome.DONE, ""));
  }

  private static Entry entry(Caller caller, Entry.Outcome outcome, String detail) {
    return new Entry(
        caller.subject().name(),
        caller.subject().id(),
        "reset.quarantine.lift",
        "",
        caller.address(),
        outcome,
        detail);
  }

  private List<Notice> notices() {
    var audit = nightjar.accounts().audit();
    long from = nightjar.nowMicros() - TOLD.toSeconds() * 1_000_000;
    return Stream.of("recovery.", "reset.")
        .flatMap(prefix -> audit.since(from, prefix, MOST).stream())
        .sorted((a, b) -> Long.compare(b.number(), a.number()))
        .limit(MOST)
        .map(RecoveryRoutes::notice)
        .toList();
  }

  private static Notice notice(Link link) {
    var entry = link.entry();
    return new Notice(
        link.atMicros(),
        entry.act(),
        entry.outcome().name().toLowerCase(Locale.ROOT),
        entry.detail());
  }
}
