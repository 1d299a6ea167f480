package nightjar.recovery.authority;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import nightjar.base.Bytes;
import nightjar.base.time.Clock;
import nightjar.recovery.authority.AuditEntry.Action;
import nightjar.recovery.authority.AuthorityRequest.Approval;
import nightjar.recovery.authority.Decision.Reason;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;
import nightjar.recovery.wire.RecoveryKey;
import nightjar.recovery.wire.SealedAnswer;
import nightjar.recovery.wire.Suite;
import nightjar.recovery.wire.TemporaryPassword;
import nightjar.recovery.wire.Transcript;

/// The code authority. It believes signatures and its own audit chain, and nothing else: a portal that was taken over can ask,
/// and gets what two honest reviewers signed.
/// Safe for any thread because every method holds the object's lock.
public final class Authority implements AutoCloseable {
  private final LoggedKeys keys;
  private final Registry registry;
  private final AuditChain chain;
  private final Ledger ledger;
  private final Clock clock;

  private Authority(
      LoggedKeys keys, Registry registry, AuditChain chain, Ledger ledger, Clock clock) {
    this.keys = keys;
    this.registry = registry;
    this.chain = chain;
    this.ledger = ledger;
    this.clock = clock;
  }

  /// Verifies the whole audit chain in `folder` first.
  public static Authority open(Path folder, AuthorityKeys keys, Registry registry, Clock clock) {
    var ledger = new Ledger();
    AuditChain chain = AuditChain.open(folder, keys, ledger::add);
    return new Authority(LoggedKeys.open(folder, keys), registry, chain, ledger, clock);
  }

  /// How many lines the audit chain has; all were verified when it was opened.
  public synchronized long audited() {
    return chain.lines();
  }

  /// What it did, to be compared with what others say.
  public synchronized Book book() {
    Map<String, String> devices = registry.byAgreementKey();
    Map<String, Integer> uses = new TreeMap<>();
    keys.uses().forEach((key, times) -> uses.put(devices.getOrDefault(key, key), times));
    return new Book(
        ledger.issues(),
        uses.entrySet().stream().map(e -> new Book.KeyUse(e.getKey(), e.getValue())).toList());
  }

  /// Takes note of a request. The cool-down runs from the first time; again it answers the same.
  public synchronized Decision submit(AuthorityRequest request) {
    Checked checked = check(request);
    if (checked.refusal.isPresent()) {
      return refuse(request, checked.refusal.get());
    }
    QrBody body = checked.body();
    Optional<AuditEntry> before = ledger.submitted(request.requestId());
    if (before.isPresent()) {
      return same(before.get(), request, body)
          ? submitted(request, body)
          : refuse(request, Reason.REQUEST_CHANGED);
    }
    if (ledger.deviceIsOver(body.device().deviceId(), clock.wallMicros())) {
      return refuse(request, Reason.DEVICE_QUOTA);
    }
    if (ledger.requesterIsOver(pseudonym(request.requester()), clock.wallMicros())) {
      return refuse(request, Reason.REQUESTER_QUOTA);
    }
    if (ledger.isOfAnother(body.device().deviceId(), body.request().nonce(), request.requestId())) {
      return refuse(request, Reason.NONCE_OF_ANOTHER_REQUEST);
    }
    write(Action.SUBMITTED, request, body, terms(request), "");
    return submitted(request, body);
  }

  /// Whether the approvals so far would count, so that no approver learns too late that theirs does not. Changes nothing but the
  /// chain, which keeps refusals.
  public synchronized Decision checkApprovals(AuthorityRequest request) {
    Checked checked = check(request);
    if (checked.refusal.isPresent()) {
      return refuse(request, checked.refusal.get());
    }
    Optional<AuditEntry> submitted = ledger.submitted(request.requestId());
    if (submitted.isEmpty() || !same(submitted.get(), request, checked.body())) {
      return refuse(request, submitted.isEmpty() ? Reason.NOT_SUBMITTED : Reason.REQUEST_CHANGED);
    }
    Optional<Reason> against =
        approvalsRefused(request, checked.body())
            .filter(reason -> reason != Reason.APPROVAL_MISSING);
    return against
        .map(reason -> refuse(request, reason))
        .orElseGet(() -> submitted(request, checked.body()));
  }

  /// Derives the code, if everything holds, and seals it to the requester. It is not kept.
  public synchronized Decision issue(AuthorityRequest request) {
    Checked checked = check(request);
    if (checked.refusal.isPresent()) {
      return refuse(request, checked.refusal.get());
    }
    Optional<Reason> refusal = refusal(request, checked.body());
    return refusal.map(reason -> refuse(request, reason)).orElseGet(() -> derive(request, checked));
  }

  @Override
  public synchronized void close() {
    keys.close();
    chain.close();
  }

  /// A QR code that the registered device signed, for a device in good standing.
  private record Checked(
      Optional<Reason> refusal, Optional<QrBody> read, Optional<Registry.Device> found) {
    static Checked not(Reason reason) {
      return new Checked(Optional.of(reason), Optional.empty(), Optional.empty());
    }

    QrBody body() {
      return read.orElseThrow();
    }

    Registry.Device device() {
      return found.orElseThrow();
    }
  }

  private Checked check(AuthorityRequest request) {
    Optional<QrPayload.Unverified> read = QrPayload.read(request.qr());
    if (read.isEmpty()) {
      return Checked.not(Reason.NOT_A_SIGNED_SCREEN);
    }
    QrBody body = read.get().body();
    Optional<Registry.Device> device = registry.device(body.device().deviceId());
    if (device.isEmpty()) {
      return Checked.not(Reason.UNKNOWN_DEVICE);
    }
    Registry.Device known = device.get();
    if (!read.get().isSignedBy(Bytes.fromHex(known.signingPublic()))
        || !known.identity().equals(body.device())
        || known.curve() != RawKeys.P256
        || body.suite() != Suite.P256) {
      return Checked.not(Reason.WRONG_SIGNATURE);
    }
    return switch (known.status()) {
      case STOLEN -> Checked.not(Reason.DEVICE_STOLEN);
      case REVOKED -> Checked.not(Reason.DEVICE_REVOKED);
      case GOOD -> {
        if (request.dayOffset() < 0 || request.dayOffset() > Transcript.LAST_DAY_OFFSET) {
          yield Checked.not(Reason.WRONG_DAY);
        }
        yield request.tier().allows(request.purpose())
            ? new Checked(Optional.empty(), Optional.of(body), device)
            : Checked.not(Reason.PURPOSE_NOT_ALLOWED);
      }
    };
  }

  private Optional<Reason> refusal(AuthorityRequest request, QrBody body) {
    Optional<AuditEntry> submitted = ledger.submitted(request.requestId());
    if (submitted.isEmpty()) {
      return Optional.of(Reason.NOT_SUBMITTED);
    }
    if (!same(submitted.get(), request, body)) {
      return Optional.of(Reason.REQUEST_CHANGED);
    }
    Optional<Reason> approvals = approvalsRefused(request, body);
    if (approvals.isPresent()) {
      return approvals;
    }
    long waited = clock.wallMicros() - submitted.get().micros();
    if (waited < request.tier().coolDown().toNanos() / 1_000) {
      return Optional.of(Reason.TOO_EARLY);
    }
    if (body.tick() <= submitted.get().tick()) {
      return Optional.of(Reason.SCREEN_NOT_LIVE);
    }
    return ledger.reveals(request.requestId()) >= Ledger.REVEALS
        ? Optional.of(Reason.REVEALED_TOO_OFTEN)
        : Optional.empty();
  }

  private Optional<Reason> approvalsRefused(AuthorityRequest request, QrBody body) {
    byte[] statement = statement(request, body).encode();
    Set<String> seen = new HashSet<>();
    for (Approval approval : request.approvals()) {
      Optional<Registry.Signer> approver =
          registry.approver(approval.approver()).filter(Registry.Signer::active);
      if (approver.isEmpty()) {
        return Optional.of(Reason.APPROVER_UNKNOWN);
      }
      if (approval.approver().equals(request.requester())) {
        return Optional.of(Reason.APPROVER_IS_REQUESTER);
      }
      if (!seen.add(approver.get().publicKey())) {
        return Optional.of(Reason.APPROVER_TWICE);
      }
      if (!Signatures.isSigned(approver.get(), statement, approval.signature())) {
        return Optional.of(Reason.APPROVAL_NOT_SIGNED);
      }
      if (ledger.approverIsOver(approval.approver(), clock.wallMicros())) {
        return Optional.of(Reason.APPROVER_QUOTA);
      }
    }
    return seen.size() < request.tier().approvals()
        ? Optional.of(Reason.APPROVAL_MISSING)
        : Optional.empty();
  }

  private Decision derive(AuthorityRequest request, Checked checked) {
    if (request.answerKey().isEmpty()) {
      return refuse(request, Reason.NOBODY_TO_ANSWER);
    }
    QrBody body = checked.body();
    Bytes device = Bytes.fromHex(checked.device().agreementPublic());
    byte[] secret = keys.agree(device);
    try (RecoveryKey key =
        RecoveryKey.fromAgreement(secret, body.device().deviceId(), device, keys.publicKey())) {
      var password =
          TemporaryPassword.derive(
              key,
              new Transcript(
                  body.suite(),
                  body.device(),
                  body.request(),
                  body.dateShown(),
                  request.dayOffset(),
                  request.purpose(),
                  Transcript.ADMINISTRATORS));
      Bytes sealed =
          SealedAnswer.seal(password, request.requestId(), Bytes.fromHex(request.answerKey()));
      int reveal = ledger.reveals(request.requestId()) + 1;
      write(Action.ISSUED, request, body, terms(request), pseudonym(password.reveal()));
      return new Decision.Issued(HexFormat.of().formatHex(sealed.toArray()), reveal);
    }
  }

  private Decision submitted(AuthorityRequest request, QrBody body) {
    return new Decision.Submitted(
        new String(statement(request, body).encode(), UTF_8), request.tier().coolDown());
  }

  private static Statement statement(AuthorityRequest request, QrBody body) {
    return new Statement(
        request.requestId(),
        body.device().deviceId(),
        body.request(),
        request.purpose(),
        request.dayOffset(),
        request.tier(),
        request.requester());
  }

  /// What may not change between submitting and issuing.
  private boolean same(AuditEntry submitted, AuthorityRequest request, QrBody body) {
    return submitted.deviceId().equals(body.device().deviceId())
        && submitted.nonce().equals(body.request().nonce())
        && submitted.requester().equals(pseudonym(request.requester()))
        && submitted.detail().equals(terms(request));
  }

  private static String terms(AuthorityRequest request) {
    return request.tier() + " " + request.purpose() + " +" + request.dayOffset();
  }

  private Decision refuse(AuthorityRequest request, Reason reason) {
    append(
        new AuditEntry(
            chain.nextSeq(),
            clock.wallMicros(),
            Action.REFUSED,
            request.requestId(),
            "",
            "",
            pseudonym(request.requester()),
            List.of(),
            0,
            reason.name(),
            "",
            chain.last()));
    return new Decision.Refused(reason);
  }

  private void write(
      Action action, AuthorityRequest request, QrBody body, String detail, String code) {
    append(
        new AuditEntry(
            chain.nextSeq(),
            clock.wallMicros(),
            action,
            request.requestId(),
            body.device().deviceId(),
            body.request().nonce(),
            pseudonym(request.requester()),
            request.approvals().stream().map(Approval::approver).toList(),
            body.tick(),
            detail,
            code,
            chain.last()));
  }

  /// The chain first: what is not durable there has not happened.
  private void append(AuditEntry entry) {
    chain.append(entry);
    ledger.add(entry);
  }

  private String pseudonym(String value) {
    return HexFormat.of().formatHex(keys.pseudonym(value.getBytes(UTF_8)));
  }
}
