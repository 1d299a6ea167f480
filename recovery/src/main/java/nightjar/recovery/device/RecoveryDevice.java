package nightjar.recovery.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.base.log.EventLog;
import nightjar.base.time.Clock;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.device.RecoveryState.Challenge;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.identity.DeviceKey;
import nightjar.recovery.wire.PrintedKey;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;
import nightjar.recovery.wire.RequestCode;
import nightjar.recovery.wire.TypedCode;
import org.jspecify.annotations.Nullable;

/// The device end of RC/1: LOCKED, CHALLENGE, REDEEMED, COMMITTING as docs/design/recovery.md draws them.
///
/// What is spent is written before it is spent, so a power cut anywhere gives nobody a try, a code or a use back.
/// Safe for any thread because every method holds the object's lock; two consoles see one state.
public final class RecoveryDevice {
  static final int TRIES = 5;
  static final int STARTS_PER_DAY = 3;
  static final int OLDEST_DAYS = 9;
  static final Duration SESSION = Duration.ofMinutes(15);
  static final Duration QUARANTINE = Duration.ofDays(3);

  /// Until when on the day after its day a code is taken: for midnight and for clocks a little apart.
  static final LocalTime GRACE = LocalTime.of(6, 0);

  /// What the device is made of.
  public record Parts(
      DeviceIdentity identity,
      DeviceKey key,
      List<VendorKey> vendors,
      String software,
      ZoneId zone,
      RecoveryStore store,
      Administrators administrators,
      Footage footage,
      Clock clock,
      RandomGenerator random,
      EventLog log) {
    public Parts {
      vendors = List.copyOf(vendors);
    }
  }

  /// REDEEMED, which lives in memory only. `code` is kept as a hash, to refuse it as the new password.
  /// `printed` is the kept hash of the printed key when that let them in; then no challenge need be live.
  private record Session(
      Bytes token,
      Purpose purpose,
      Bytes code,
      Optional<Bytes> printed,
      long endNanos,
      boolean lossAccepted) {
    /// Its holder was told what will be erased, and said yes.
    Session accepting() {
      return new Session(token, purpose, code, printed, endNanos, true);
    }

    boolean isOpenedBy(Bytes given) {
      return MessageDigest.isEqual(token.toArray(), given.toArray());
    }
  }

  private final Parts parts;
  private final Candidates candidates;
  private final long openedNanos;
  private final long openedMinute;
  private RecoveryState state;
  private @Nullable Session session;

  private RecoveryDevice(Parts parts, RecoveryState state) {
    this.parts = parts;
    this.candidates = new Candidates(parts.identity(), parts.key(), parts.vendors());
    this.openedNanos = parts.clock().nanos();
    this.openedMinute = state.poweredMinutes();
    this.state = state;
  }

  /// Reads what was left by the last run, and finishes what a power cut interrupted.
  public static RecoveryDevice open(Parts parts) {
    Optional<Bytes> record = parts.store().read();
    Optional<RecoveryState> state = record.flatMap(RecoveryState::decode);
    if (record.isPresent() && state.isEmpty()) {
      parts.log().log(
          RecoveryEvent.RECOVERY_STATE_DAMAGED,
          parts.identity().deviceId(),
          "a recovery that was under way is forgotten");
    }
    var device = new RecoveryDevice(parts, state.orElse(RecoveryState.NEW));
    device.finishInterrupted();
    return device;
  }

  public DeviceIdentity identity() {
    return parts.identity();
  }

  /// The live challenge, if there is one.
  public synchronized Optional<ChallengeView> challenge() {
    expire();
    return Optional.ofNullable(state.challenge()).map(this::view);
  }

  /// Begins a challenge, or shows the one that is live.
  public synchronized Started start(Purpose asked) {
    if (parts.vendors().isEmpty()) {
      return new Started.NoAuthority();
    }
    expire();
    Challenge live = state.challenge();
    if (live != null) {
      return new Started.Live(view(live));
    }
    long wait = state.at(minute()).minutesToWait();
    if (wait > 0) {
      return new Started.Wait(Duration.ofMinutes(wait));
    }
    var fresh =
        new Challenge(
            RequestCode.fresh(parts.random()).nonce(),
            today(),
            asked,
            TRIES,
            minute(),
            parts.clock().wallMicros(),
            false);
    save(state.at(minute()).started(fresh));
    log(RecoveryEvent.RECOVERY_STARTED, "at the console; the usual password goes on working");
    return new Started.Live(view(fresh));
  }

  /// Ends the challenge and the session, if there are any. It counts as one of the day's starts all the same.
  public synchronized void cancel(String why) {
    session = null;
    if (state.challenge() != null) {
      save(state.at(minute()).with(null));
      log(RecoveryEvent.RECOVERY_ENDED, why);
    }
  }

  /// Call about once a minute: ages what is aged by time with the power on.
  public synchronized void tick() {
    expire();
    RecoveryState now = state.at(minute());
    if (state.isCounting() && now.poweredMinutes() != state.poweredMinutes()) {
      save(now);
    }
  }

  /// Takes what was typed as the old password while a challenge is live.
  public synchronized Redeemed redeem(String typed) {
    expire();
    Challenge live = state.challenge();
    if (live == null) {
      return new Redeemed.NoChallenge();
    }
    if (session != null) {
      return new Redeemed.InUse();
    }
    var request = new RequestCode(live.nonce());
    return switch (TypedCode.read(typed, request)) {
      case TypedCode.IsRequestCode() -> new Redeemed.IsRequestCode();
      case TypedCode.Mistyped() -> new Redeemed.Mistyped();
      case TypedCode.Misshapen(int symbols) -> new Redeemed.Misshapen(symbols);
      case TypedCode.Complete complete -> compare(live, request, complete);
    };
  }

  /// The try is written as used first, and only then is anything compared.
  private Redeemed compare(Challenge live, RequestCode request, TypedCode.Complete typed) {
    int left = live.triesLeft() - 1;
    save(state.at(minute()).with(live.withTries(left)));
    Optional<Candidates.Match> match = candidates.find(request, live.dateShown(), typed.password());
    Redeemed answer =
        match.map(found -> judge(found, left, typed)).orElseGet(() -> new Redeemed.Wrong(left));
    if (answer instanceof Redeemed.Wrong) {
      log(RecoveryEvent.RECOVERY_WRONG_CODE, left + " tries left");
    }
    expire();
    return answer;
  }

  private Redeemed judge(Candidates.Match found, int left, TypedCode.Complete typed) {
    if (!isValidNow(found.day())) {
      return new Redeemed.OtherDay(found.day(), left);
    }
    Bytes code = hash(typed.password().reveal());
    return accept(found.purpose(), code, Optional.empty(), "purpose " + found.purpose());
  }

  private Redeemed accept(Purpose purpose, Bytes code, Optional<Bytes> printed, String how) {
    byte[] token = new byte[16];
    parts.random().nextBytes(token);
    long end = parts.clock().nanos() + SESSION.toNanos();
    session = new Session(Bytes.of(token), purpose, code, printed, end, purpose != Purpose.ERASE);
    log(RecoveryEvent.RECOVERY_CODE_ACCEPTED, how);
    return new Redeemed.Accepted(
        Bytes.of(token), purpose, parts.administrators().names(), loss(purpose));
  }

  private Optional<Footage.Loss> loss(Purpose purpose) {
    return purpose == Purpose.ERASE ? Optional.of(parts.footage().loss()) : Optional.empty();
  }

  /// Whoever holds the session has read what will be erased, and wants it: without this, [#commit] erases nothing.
  public synchronized Committed acceptLoss(Bytes token) {
    expire();
    Session current = session;
    if (current == null || !current.isOpenedBy(token)) {
      return new Committed.NoSession();
    }
    session = current.accepting();
    return new Committed.LossAccepted();
  }

  /// Takes the printed recovery key. It needs no challenge and nobody else; footage is kept. Five wrong ones cost the same pause
  /// as five wrong temporary passwords.
  public synchronized Redeemed redeemKey(String typed) {
    expire();
    if (session != null) {
      return new Redeemed.InUse();
    }
    Optional<Bytes> kept = parts.administrators().printedKey();
    if (kept.isEmpty()) {
      return new Redeemed.NoKey();
    }
    long wait = state.at(minute()).minutesBlocked();
    if (wait > 0) {
      return new Redeemed.Wait((int) wait);
    }
    return switch (PrintedKey.read(typed)) {
      case PrintedKey.Typed.Mistyped() -> new Redeemed.Mistyped();
      case PrintedKey.Typed.Misshapen(int symbols) -> new Redeemed.Misshapen(symbols);
      case PrintedKey.Typed.Complete(PrintedKey key) -> compare(key, kept.get());
    };
  }

  /// Written as used before it is compared, like a temporary password.
  private Redeemed compare(PrintedKey key, Bytes kept) {
    int wrong = state.keyTries() + 1;
    save(state.at(minute()).withKeyTries(wrong));
    if (MessageDigest.isEqual(key.hash().toArray(), kept.toArray())) {
      save(state.withKeyTries(0));
      return accept(Purpose.KEEP, hash(key.reveal()), Optional.of(kept), "the printed key");
    }
    int left = Math.max(0, TRIES - wrong);
    log(RecoveryEvent.RECOVERY_WRONG_CODE, "printed key, " + left + " tries left");
    if (left == 0) {
      save(state.at(minute()).dead());
    }
    return new Redeemed.Wrong(left);
  }

  /// The last step: `password` becomes that of the administrator `name`. For [Purpose#UNLOCK] both are ignored.
  public synchronized Committed commit(Bytes token, String name, char[] password) {
    expire();
    Session current = session;
    Challenge live = state.challenge();
    if (current == null || !current.isOpenedBy(token)) {
      return new Committed.NoSession();
    }
    if (current.printed.isPresent()) {
      return commitByKey(current, current.printed.get(), name, password);
    }
    if (live == null) {
      return new Committed.NoSession();
    }
    String evidence =
        "request code " + new RequestCode(live.nonce()).text() + ", " + current.purpose;
    if (current.purpose == Purpose.UNLOCK) {
      save(state.at(minute()).used());
      parts.administrators().unlock(evidence);
      return done(current, "");
    }
    Committed judged = judge(current, name, password);
    if (!(judged instanceof Committed.Good)) {
      return judged;
    }
    if (!current.lossAccepted) {
      return new Committed.LossNotAccepted(parts.footage().loss());
    }
    protectFootage(current.purpose);
    Challenge committing = live.withCommitting(true);
    save(state.at(minute()).with(committing));
    if (!parts
        .administrators()
        .replacePassword(name, password, resetId(live), evidence, Optional.empty())) {
      save(state.at(minute()).with(live));
      return new Committed.NoSuchAdministrator();
    }
    save(state.at(minute()).used());
    return done(current, "");
  }

  /// The key is spent and replaced in the accounts' own transaction: after a power cut either all of it happened or nothing, and
  /// there is nothing to finish here.
  private Committed commitByKey(Session current, Bytes used, String name, char[] password) {
    Committed judged = judge(current, name, password);
    if (!(judged instanceof Committed.Good)) {
      return judged;
    }
    PrintedKey next = PrintedKey.fresh(parts.random());
    var change = new Administrators.KeyChange(used, next.hash());
    String id = HexFormat.of().formatHex(used.toArray());
    if (!parts
        .administrators()
        .replacePassword(name, password, id, "the printed recovery key", Optional.of(change))) {
      session = null;
      return new Committed.NoSuchAdministrator();
    }
    save(state.at(minute()).used());
    return done(current, next.reveal());
  }

  /// Whether `password` would do for `name`, asked while it is typed.
  public synchronized Committed judge(Bytes token, String name, char[] password) {
    expire();
    Session current = session;
    return current == null || !current.isOpenedBy(token)
        ? new Committed.NoSession()
        : judge(current, name, password);
  }

  private Committed judge(Session current, String name, char[] password) {
    if (!parts.administrators().names().contains(name)) {
      return new Committed.NoSuchAdministrator();
    }
    if (isTheCode(password, current)) {
      return new Committed.IsTheCode();
    }
    Administrators.Judged judged = parts.administrators().judge(name, password);
    return judged.findings().isEmpty()
        ? new Committed.Good(judged.score())
        : new Committed.Refused(judged.findings(), judged.score());
  }

  private Committed done(Session current, String newKey) {
    session = null;
    log(RecoveryEvent.RECOVERY_PASSWORD_RESET, "purpose " + current.purpose);
    return new Committed.Done(current.purpose, newKey);
  }

  /// Before the password changes: a power cut in between costs the owner a repeat, not the footage its protection.
  private void protectFootage(Purpose purpose) {
    switch (purpose) {
      case KEEP, UNLOCK -> {}
      case QUARANTINE -> parts.footage().quarantine(QUARANTINE);
      case ERASE -> parts.footage().erase();
    }
  }

  private void finishInterrupted() {
    Challenge live = state.challenge();
    if (live == null || !live.committing()) {
      return;
    }
    if (parts.administrators().happened(resetId(live))) {
      save(state.used());
      log(RecoveryEvent.RECOVERY_PASSWORD_RESET, "finished after a power cut");
    } else {
      save(state.with(live.withCommitting(false)));
    }
  }

  /// Whatever time or tries have ended is ended here, before anything else is looked at.
  private void expire() {
    Session current = session;
    if (current != null && parts.clock().nanos() - current.endNanos >= 0) {
      session = null;
    }
    Challenge live = state.challenge();
    if (live == null) {
      return;
    }
    LocalDate today = today();
    if (today.isBefore(live.dateShown())) {
      cancel("the clock was set to before the day it was started");
    } else if (today.isAfter(live.dateShown().plusDays(OLDEST_DAYS))
        || minute() - live.startedMinute() > OLDEST_DAYS * 24 * 60) {
      cancel("too old");
    } else if (live.triesLeft() <= 0 && session == null) {
      save(state.at(minute()).dead());
      log(RecoveryEvent.RECOVERY_ENDED, TRIES + " wrong tries");
    }
  }

  private ChallengeView view(Challenge live) {
    var request = new RequestCode(live.nonce());
    long tick = Math.clamp(minute() - live.startedMinute(), 0, 0xffff);
    var body =
        new QrBody(
            candidates.suite(),
            parts.identity(),
            request,
            live.dateShown(),
            live.asked(),
            parts.software(),
            parts.vendors().getFirst().kid(),
            (int) tick);
    return new ChallengeView(
        request.text(),
        QrPayload.write(body, parts.key()::sign),
        live.dateShown(),
        live.startedMicros(),
        live.triesLeft(),
        session != null);
  }

  private boolean isValidNow(LocalDate day) {
    LocalDateTime now = now();
    return now.toLocalDate().equals(day)
        || (now.toLocalDate().equals(day.plusDays(1)) && now.toLocalTime().isBefore(GRACE));
  }

  private static boolean isTheCode(char[] password, Session current) {
    String typed = new String(password);
    Optional<String> code =
        switch (PrintedKey.read(typed)) {
          case PrintedKey.Typed.Complete(PrintedKey key) -> Optional.of(key.reveal());
          case PrintedKey.Typed.Mistyped(), PrintedKey.Typed.Misshapen _ ->
              TypedCode.canonical(typed);
        };
    return code.map(RecoveryDevice::hash).filter(current.code::equals).isPresent();
  }

  private static Bytes hash(String code) {
    return Bytes.of(Crypto.sha256(code.getBytes(UTF_8)));
  }

  private static String resetId(Challenge live) {
    return HexFormat.of()
        .formatHex(Crypto.sha256(("NVR-RC/1 reset " + live.nonce()).getBytes(UTF_8)));
  }

  /// Minutes with the power on since the device was born; never those of a clock somebody can set.
  private long minute() {
    long since = parts.clock().nanos() - openedNanos;
    return openedMinute + Duration.ofNanos(since).toMinutes();
  }

  private LocalDate today() {
    return now().toLocalDate();
  }

  private LocalDateTime now() {
    long micros = parts.clock().wallMicros();
    Instant instant = Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L));
    return LocalDateTime.ofInstant(instant, parts.zone());
  }

  private void save(RecoveryState next) {
    parts.store().replace(next.encode());
    state = next;
  }

  private void log(RecoveryEvent event, String detail) {
    parts.log().log(event, parts.identity().deviceId(), detail);
  }
}
