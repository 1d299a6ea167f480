package nightjar.recovery.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import nightjar.recovery.authority.AuthorityRequest.Approval;
import nightjar.recovery.authority.Decision.Reason;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.FakeAdministrators;
import nightjar.recovery.device.FakeFootage;
import nightjar.recovery.device.FakeRecoveryStore;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.device.Redeemed;
import nightjar.recovery.device.VendorKey;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.RequestCode;
import nightjar.recovery.wire.SealedAnswer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A real device and a real authority; between them only what a portal carries. Acceptance test 15, refusal by refusal, and 22.
class AuthorityTest {
  private static final char[] PASSPHRASE = "correct horse battery staple".toCharArray();
  private static final String OWNER = "owner-1";
  private static Path keyFile = Path.of("");
  private static AuthorityKeys keys;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-14T06:00:00Z"));
  private final Path folder;
  private final DeviceFolder device;
  private final Registry registry;
  private final RecoveryDevice recorder;
  private final KeyPair requester = Crypto.pair(RawKeys.P256);
  private final List<KeyPair> reviewers = new ArrayList<>();
  private Authority authority;

  /// Made once: stretching a passphrase is meant to take long.
  @BeforeAll
  static void makeKeys(@TempDir Path once) {
    keyFile = once.resolve("keys.json");
    FileKeystore.create(keyFile, 7, PASSPHRASE, new Random(1));
    keys = FileKeystore.open(keyFile, PASSPHRASE);
  }

  AuthorityTest(@TempDir Path temporary) {
    folder = temporary.resolve("authority");
    registry = Registry.open(folder.resolve("registry.json"));
    device =
        DeviceFolder.open(
            temporary, DeviceFolder.Given.NOTHING, LocalDate.of(2026, 3, 14), new Random(2));
    register(Registry.Status.GOOD);
    for (int i = 0; i < 3; i++) {
      RawKeys kind = i == 1 ? RawKeys.P256 : RawKeys.ED25519;
      reviewers.add(Crypto.pair(kind));
      String raw = hex(kind.raw(reviewers.get(i).getPublic()).toArray());
      registry.put(new Registry.Approver("reviewer-" + i, kind, raw, true));
    }
    recorder =
        RecoveryDevice.open(
            new RecoveryDevice.Parts(
                device.identity(),
                device.key(),
                List.of(new VendorKey(7, keys.publicKey())),
                "0.1.0",
                ZoneOffset.UTC,
                new FakeRecoveryStore(),
                new FakeAdministrators("Ada", "of old"),
                new FakeFootage(),
                clock,
                new Random(3),
                (_, _, _) -> {}));
    recorder.start(Purpose.KEEP);
    authority = Authority.open(folder, keys, registry, clock);
  }

  @AfterEach
  void close() {
    authority.close();
  }

  @ParameterizedTest
  @EnumSource(Tier.class)
  void wholeWayInEveryTier(Tier tier) {
    Purpose purpose =
        switch (tier) {
          case OWNER, BUSINESS -> Purpose.KEEP;
          case OWNER_WEAK, UNCLAIMED -> Purpose.QUARANTINE;
          case UNPROVEN -> Purpose.ERASE;
        };
    int day = (int) tier.coolDown().toDays();
    AuthorityRequest request = request("R-1", tier, purpose, day);
    assertThat(authority.submit(request)).isInstanceOf(Decision.Submitted.class);
    clock.advance(tier.coolDown());
    var issued = (Decision.Issued) authority.issue(approved(fresh(request), 0, 1));
    String code = open(issued, "R-1");
    assertThat(recorder.redeem(code))
        .isInstanceOfSatisfying(
            Redeemed.Accepted.class, a -> assertThat(a.purpose()).isEqualTo(purpose));
  }

  @Test
  void acceptance15_missingApproval() {
    AuthorityRequest request = submitted(Tier.BUSINESS);
    refused(approved(request, 0), Reason.APPROVAL_MISSING);
  }

  @Test
  void acceptance15_duplicateApproval() {
    AuthorityRequest request = submitted(Tier.BUSINESS);
    refused(approved(request, 0, 0), Reason.APPROVER_TWICE);
  }

  @Test
  void acceptance15_selfApproval() {
    AuthorityRequest usual = submitted(Tier.OWNER);
    var own =
        new AuthorityRequest(
            "R-2",
            usual.qr(),
            0,
            Purpose.KEEP,
            Tier.OWNER,
            "reviewer-0",
            usual.answerKey(),
            List.of());
    recorder.cancel("another request");
    recorder.start(Purpose.KEEP);
    AuthorityRequest mine = fresh(own);
    authority.submit(mine);
    clock.advance(Duration.ofHours(1));
    assertThat(authority.issue(approved(fresh(mine), 0)))
        .isEqualTo(new Decision.Refused(Reason.APPROVER_IS_REQUESTER));
  }

  @Test
  void acceptance15_approvalOfAnAlteredStatement() {
    AuthorityRequest request = submitted(Tier.OWNER);
    AuthorityRequest signed = approved(request, 0);
    var altered =
        new AuthorityRequest(
            "R-1",
            signed.qr(),
            1,
            Purpose.KEEP,
            Tier.OWNER,
            OWNER,
            signed.answerKey(),
            signed.approvals());
    refused(altered, Reason.REQUEST_CHANGED);
    List<Approval> forged = List.of(new Approval("reviewer-0", "00".repeat(64)));
    refused(with(request, forged), Reason.APPROVAL_NOT_SIGNED);
    refused(with(request, List.of(new Approval("nobody", "00"))), Reason.APPROVER_UNKNOWN);
  }

  @Test
  void acceptance15_earlyCoolDown() {
    AuthorityRequest request = request("R-1", Tier.OWNER, Purpose.KEEP, 0);
    authority.submit(request);
    clock.advance(Duration.ofMinutes(14));
    assertThat(authority.issue(approved(fresh(request), 0)))
        .isEqualTo(new Decision.Refused(Reason.TOO_EARLY));
  }

  @Test
  void acceptance15_reusedNonce() {
    submitted(Tier.OWNER);
    assertThat(authority.submit(fresh(request("R-2", Tier.OWNER, Purpose.KEEP, 0))))
        .isEqualTo(new Decision.Refused(Reason.NONCE_OF_ANOTHER_REQUEST));
  }

  @Test
  void acceptance15_badQrSignature() {
    AuthorityRequest request = request("R-1", Tier.OWNER, Purpose.KEEP, 0);
    String qr = request.qr();
    String changed = qr.substring(0, qr.length() - 2) + (qr.endsWith("00") ? "10" : "00");
    assertThat(authority.submit(withQr(request, changed)))
        .isEqualTo(new Decision.Refused(Reason.WRONG_SIGNATURE));
    assertThat(authority.submit(withQr(request, "NVR1:")))
        .isEqualTo(new Decision.Refused(Reason.NOT_A_SIGNED_SCREEN));
  }

  @Test
  void acceptance15_screenThatIsNoLongerLive() {
    AuthorityRequest request = submitted(Tier.OWNER);
    assertThat(authority.issue(approved(request, 0)))
        .as("the picture of the first time")
        .isEqualTo(new Decision.Refused(Reason.SCREEN_NOT_LIVE));
  }

  @Test
  void acceptance15_overQuota() {
    for (int i = 1; i <= 3; i++) {
      assertThat(authority.submit(request("R-" + i, Tier.OWNER, Purpose.KEEP, 0)))
          .isInstanceOf(Decision.Submitted.class);
      recorder.cancel("another");
      clock.advance(Duration.ofDays(1));
      recorder.tick();
      recorder.start(Purpose.KEEP);
    }
    assertThat(authority.submit(request("R-4", Tier.OWNER, Purpose.KEEP, 0)))
        .isEqualTo(new Decision.Refused(Reason.DEVICE_QUOTA));
  }

  @Test
  void acceptance15_stolenFlag() {
    AuthorityRequest request = submitted(Tier.OWNER);
    register(Registry.Status.STOLEN);
    refused(approved(fresh(request), 0), Reason.DEVICE_STOLEN);
  }

  @Test
  void acceptance15_purposeAboveTheTier() {
    assertThat(authority.submit(request("R-1", Tier.UNPROVEN, Purpose.KEEP, 0)))
        .isEqualTo(new Decision.Refused(Reason.PURPOSE_NOT_ALLOWED));
    assertThat(authority.submit(request("R-1", Tier.UNCLAIMED, Purpose.UNLOCK, 0)))
        .isEqualTo(new Decision.Refused(Reason.PURPOSE_NOT_ALLOWED));
  }

  @Test
  void unknownDeviceAndUnsubmittedRequestAreRefused() {
    assertThat(authority.issue(approved(request("R-9", Tier.OWNER, Purpose.KEEP, 0), 0)))
        .isEqualTo(new Decision.Refused(Reason.NOT_SUBMITTED));
    Registry empty = Registry.open(folder.resolve("other.json"));
    authority.close();
    authority = Authority.open(folder, keys, empty, clock);
    assertThat(authority.submit(request("R-1", Tier.OWNER, Purpose.KEEP, 0)))
        .isEqualTo(new Decision.Refused(Reason.UNKNOWN_DEVICE));
  }

  @Test
  void fourthRevealIsRefusedAndTheFirstThreeAreTheSameCode() {
    AuthorityRequest request = approved(fresh(submitted(Tier.OWNER)), 0);
    String code = open((Decision.Issued) authority.issue(request), "R-1");
    assertThat(open((Decision.Issued) authority.issue(request), "R-1")).isEqualTo(code);
    assertThat(open((Decision.Issued) authority.issue(request), "R-1")).isEqualTo(code);
    assertThat(authority.issue(request)).isEqualTo(new Decision.Refused(Reason.REVEALED_TOO_OFTEN));
  }

  @Test
  void answerIsForTheRequesterAndTheRequestAlone() {
    var issued = (Decision.Issued) authority.issue(approved(fresh(submitted(Tier.OWNER)), 0));
    Bytes sealed = Bytes.fromHex(issued.sealed());
    Bytes own = RawKeys.P256.raw(requester.getPublic());
    assertThat(SealedAnswer.open(sealed, "R-2", requester.getPrivate(), own)).isEmpty();
    KeyPair other = Crypto.pair(RawKeys.P256);
    assertThat(
            SealedAnswer.open(
                sealed, "R-1", other.getPrivate(), RawKeys.P256.raw(other.getPublic())))
        .isEmpty();
    byte[] changed = sealed.toArray();
    changed[changed.length - 1] ^= 1;
    assertThat(SealedAnswer.open(Bytes.of(changed), "R-1", requester.getPrivate(), own)).isEmpty();
  }

  @Test
  void restartedAuthorityRemembersEverything() {
    AuthorityRequest request = fresh(submitted(Tier.OWNER));
    authority.issue(approved(request, 0));
    authority.close();
    authority = Authority.open(folder, keys, registry, clock);
    assertThat(((Decision.Issued) authority.issue(approved(request, 0))).reveal()).isEqualTo(2);
  }

  @Test
  void acceptance16_nothingOnDiskIsACodeOrAKey() throws IOException {
    AuthorityRequest request = approved(fresh(submitted(Tier.OWNER)), 0);
    String code = open((Decision.Issued) authority.issue(request), "R-1");
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file))
            .as(file.toString())
            .doesNotContain(code)
            .doesNotContain(code.replace("-", ""))
            .doesNotContain(OWNER);
      }
    }
  }

  /// Every way in which key, authority, portal and recorder can disagree is a finding, and none is when they agree.
  @Test
  void acceptance23_keyIssuesRequestsAndUsesAreComparedAndEachGapIsFound() {
    AuthorityRequest request = request("R-1", Tier.OWNER, Purpose.KEEP, 0);
    authority.submit(request);
    clock.advance(Tier.OWNER.coolDown());
    authority.issue(approved(fresh(request), 0));
    String id = device.identity().deviceId();
    var shown = List.of(new Reconciliation.Shown("R-1", 1));
    Book book = authority.book();
    var used = List.of(new Reconciliation.Used(id, book.issues().getFirst().nonce()));
    assertThat(Reconciliation.ofKey(book)).isEmpty();
    assertThat(Reconciliation.ofPortal(book, shown)).isEmpty();
    assertThat(Reconciliation.ofRecorders(book, used)).isEmpty();
    assertThat(Reconciliation.unused(book, List.of("R-1", "R-2"), used)).isEmpty();
    assertThat(Reconciliation.unused(book, List.of("R-1", "R-2"), List.of()))
        .containsExactly("R-1");
    assertThat(Reconciliation.unused(book, List.of(), List.of())).as("not over").isEmpty();

    assertThat(Reconciliation.ofPortal(book, List.of()))
        .extracting(Reconciliation.Finding::kind, Reconciliation.Finding::about)
        .containsExactly(tuple(Reconciliation.Kind.ISSUE_WITHOUT_REQUEST, "R-1"));
    assertThat(
            Reconciliation.ofPortal(
                book, List.of(shown.getFirst(), new Reconciliation.Shown("R-2", 1))))
        .extracting(Reconciliation.Finding::kind, Reconciliation.Finding::about)
        .containsExactly(tuple(Reconciliation.Kind.SHOWN_WITHOUT_ISSUE, "R-2"));
    assertThat(
            Reconciliation.ofRecorders(book, List.of(new Reconciliation.Used(id, "0".repeat(15)))))
        .extracting(Reconciliation.Finding::kind)
        .containsExactly(Reconciliation.Kind.USED_WITHOUT_ISSUE);

    authority.close();
    try (LoggedKeys insider = LoggedKeys.open(folder, keys)) {
      insider.agree(device.key().agreementPublic());
    }
    authority = Authority.open(folder, keys, registry, clock);
    assertThat(Reconciliation.ofKey(authority.book()))
        .containsExactly(
            new Reconciliation.Finding(Reconciliation.Kind.KEY_WITHOUT_ISSUE, id, "2 > 1"));
  }

  /// More than one line of the socket holds.
  @Test
  void acceptance23_aBookOfManyPagesComesWhole() {
    List<Book.Issue> issues = new ArrayList<>();
    for (int i = 0; i < 2 * Book.PAGE + 1; i++) {
      issues.add(new Book.Issue("R-" + i, "DEV", "N", 1, i));
    }
    var book = new Book(issues, List.of(new Book.KeyUse("DEV", 81)));
    List<Book.Issue> read = new ArrayList<>();
    int number = 0;
    Book.Page page;
    do {
      page = book.page(number++);
      read.addAll(page.issues());
    } while (page.more());
    assertThat(number).isEqualTo(3);
    assertThat(read).isEqualTo(issues);
    assertThat(book.page(7).issues()).isEmpty();
  }

  @Test
  void acceptance22_auditShowsDeletionEditAndReorder() throws IOException {
    authority.issue(approved(fresh(submitted(Tier.OWNER)), 0));
    authority.submit(request("R-1", Tier.UNPROVEN, Purpose.KEEP, 0));
    authority.close();
    Path chain = folder.resolve("audit.jsonl");
    List<String> lines = Files.readAllLines(chain);
    assertThat(lines).hasSize(3);
    List<List<String>> tampered =
        List.of(
            lines.subList(0, 2),
            lines.subList(1, 3),
            List.of(lines.get(0), lines.get(2)),
            List.of(lines.get(1), lines.get(0), lines.get(2)),
            List.of(lines.get(0).replace("R-1", "R-7"), lines.get(1), lines.get(2)),
            List.of(lines.get(0), lines.get(1), lines.get(2).replace("PURPOSE", "PURPOS3")));
    for (List<String> each : tampered) {
      Files.write(chain, each);
      assertThatThrownBy(() -> Authority.open(folder, keys, registry, clock))
          .isInstanceOfSatisfying(
              Fault.class, f -> assertThat(f.kind()).isEqualTo(Fault.Kind.CORRUPT));
    }
    Files.write(chain, lines);
    Files.writeString(chain, "{\"seq\":4,", StandardOpenOption.APPEND);
    authority = Authority.open(folder, keys, registry, clock);
    assertThat(authority.audited()).as("a line a power cut left unfinished").isEqualTo(3);
  }

  @Test
  void keystoreOpensWithItsPassphraseAlone() {
    char[] other = Arrays.copyOf(PASSPHRASE, PASSPHRASE.length - 1);
    assertThatThrownBy(() -> FileKeystore.open(keyFile, other))
        .isInstanceOfSatisfying(
            Fault.class, f -> assertThat(f.kind()).isEqualTo(Fault.Kind.UNAUTHENTICATED));
    assertThatThrownBy(() -> FileKeystore.create(keyFile, 8, PASSPHRASE, new Random()))
        .isInstanceOf(Fault.class);
  }

  private void register(Registry.Status status) {
    registry.put(
        new Registry.Device(
            device.identity().model(),
            device.identity().deviceId(),
            device.identity().serial(),
            RawKeys.P256,
            hex(device.key().agreementPublic().toArray()),
            hex(device.key().signingPublic().toArray()),
            status));
  }

  private AuthorityRequest request(String id, Tier tier, Purpose purpose, int day) {
    String answerKey = hex(RawKeys.P256.raw(requester.getPublic()).toArray());
    return new AuthorityRequest(id, qr(), day, purpose, tier, OWNER, answerKey, List.of());
  }

  private AuthorityRequest submitted(Tier tier) {
    AuthorityRequest request = request("R-1", tier, Purpose.KEEP, 0);
    assertThat(authority.submit(request)).isInstanceOf(Decision.Submitted.class);
    clock.advance(tier.coolDown());
    return request;
  }

  /// With the QR code of this minute.
  private AuthorityRequest fresh(AuthorityRequest request) {
    return withQr(request, qr());
  }

  private String qr() {
    return recorder.challenge().orElseThrow().qr();
  }

  private static AuthorityRequest withQr(AuthorityRequest r, String qr) {
    return new AuthorityRequest(
        r.requestId(),
        qr,
        r.dayOffset(),
        r.purpose(),
        r.tier(),
        r.requester(),
        r.answerKey(),
        r.approvals());
  }

  private static AuthorityRequest with(AuthorityRequest r, List<Approval> approvals) {
    return new AuthorityRequest(
        r.requestId(),
        r.qr(),
        r.dayOffset(),
        r.purpose(),
        r.tier(),
        r.requester(),
        r.answerKey(),
        approvals);
  }

  /// Signed by these reviewers over what the authority says they sign.
  private AuthorityRequest approved(AuthorityRequest request, int... who) {
    var statement =
        new Statement(
            request.requestId(),
            device.identity().deviceId(),
            new RequestCode(
                recorder.challenge().orElseThrow().requestCode().replace("-", "").substring(0, 15)),
            request.purpose(),
            request.dayOffset(),
            request.tier(),
            request.requester());
    List<Approval> approvals = new ArrayList<>();
    for (int i : who) {
      approvals.add(new Approval("reviewer-" + i, hex(sign(i, statement.encode()))));
    }
    return with(request, approvals);
  }

  private byte[] sign(int reviewer, byte[] statement) {
    if (reviewer != 1) {
      return Crypto.sign(reviewers.get(reviewer).getPrivate(), statement);
    }
    try {
      var signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(reviewers.get(reviewer).getPrivate());
      signature.update(statement);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void refused(AuthorityRequest request, Reason reason) {
    assertThat(authority.issue(request)).isEqualTo(new Decision.Refused(reason));
  }

  private String open(Decision.Issued issued, String requestId) {
    return SealedAnswer.open(
            Bytes.fromHex(issued.sealed()),
            requestId,
            requester.getPrivate(),
            RawKeys.P256.raw(requester.getPublic()))
        .orElseThrow();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
