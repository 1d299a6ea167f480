package nightjar.recovery.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
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
import nightjar.recovery.wire.SealedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every key store of the authority does, the whole way from a recorder's screen to the password that it takes included.
abstract class AuthorityKeysContract {
  static final int KID = 7;
  private static final byte[] TEXT = "anything".getBytes(StandardCharsets.UTF_8);

  abstract AuthorityKeys keys();

  @Test
  void bothEndsAgreeOnOneSecret() {
    KeyPair device = Crypto.pair(RawKeys.P256);
    byte[] ours = keys().agree(RawKeys.P256.raw(device.getPublic()));
    assertThat(ours)
        .hasSize(32)
        .isEqualTo(Crypto.agree(RawKeys.P256, device.getPrivate(), keys().publicKey()));
  }

  @Test
  void pointOffTheCurveIsRefused() {
    byte[] point = RawKeys.P256.raw(Crypto.pair(RawKeys.P256).getPublic()).toArray();
    point[64] ^= 1;
    assertThatThrownBy(() -> keys().agree(Bytes.of(point)))
        .isInstanceOfSatisfying(
            Fault.class, f -> assertThat(f.kind()).isEqualTo(Fault.Kind.INVALID));
  }

  @Test
  void headsSignatureIsTheAuditKeysAndOfThatHead() {
    byte[] signature = keys().signHead(TEXT);
    assertThat(signed(TEXT, signature)).isTrue();
    assertThat(signed(new byte[] {1}, signature)).isFalse();
  }

  @Test
  void pseudonymIsTheSameForTheSameAlone() {
    assertThat(keys().pseudonym(TEXT))
        .hasSize(32)
        .isEqualTo(keys().pseudonym(TEXT))
        .isNotEqualTo(keys().pseudonym(new byte[] {1}))
        .isNotEqualTo(Crypto.sha256(TEXT));
  }

  @Test
  void recorderTakesTheCodeThatTheseKeysMake(@TempDir Path temporary) {
    var clock = new FakeClock(Instant.parse("2026-03-14T06:00:00Z"));
    try (Story story = new Story(temporary, keys(), clock)) {
      String code = story.code("R-1");
      assertThat(story.recorder.redeem(code)).isInstanceOf(Redeemed.Accepted.class);
    }
    Registry registry = Registry.open(temporary.resolve("registry.json"));
    try (Authority again = Authority.open(temporary, keys(), registry, clock)) {
      assertThat(again.audited()).as("the chain verifies with its keys").isEqualTo(2);
    }
  }

  private boolean signed(byte[] message, byte[] signature) {
    RawKeys kind = keys().auditKind();
    return Crypto.verify(kind.signature(), kind.key(keys().auditPublic()), message, signature);
  }

  /// A recorder, a reviewer and an owner around one authority. Owned by one test.
  static final class Story implements AutoCloseable {
    final RecoveryDevice recorder;
    final Authority authority;
    private final FakeClock clock;
    private final KeyPair reviewer = Crypto.pair(RawKeys.ED25519);
    private final KeyPair owner = Crypto.pair(RawKeys.P256);

    Story(Path folder, AuthorityKeys keys, FakeClock clock) {
      this.clock = clock;
      DeviceFolder device =
          DeviceFolder.open(
              folder, DeviceFolder.Given.NOTHING, LocalDate.of(2026, 3, 14), new Random(2));
      Registry registry = Registry.open(folder.resolve("registry.json"));
      registry.put(Registry.Device.of(device));
      registry.put(
          new Registry.Approver("reviewer", RawKeys.ED25519, hex(RawKeys.ED25519, reviewer), true));
      recorder =
          RecoveryDevice.open(
              new RecoveryDevice.Parts(
                  device.identity(),
                  device.key(),
                  List.of(new VendorKey(keys.kid(), keys.publicKey())),
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

    /// Submitted, waited for, approved, issued and opened.
    String code(String id) {
      var submitted = (Decision.Submitted) authority.submit(request(id, List.of()));
      clock.advance(Tier.OWNER.coolDown());
      byte[] statement = submitted.statement().getBytes(StandardCharsets.UTF_8);
      String signature = HexFormat.of().formatHex(Crypto.sign(reviewer.getPrivate(), statement));
      var approval = new AuthorityRequest.Approval("reviewer", signature);
      var issued = (Decision.Issued) authority.issue(request(id, List.of(approval)));
      return SealedAnswer.open(
              Bytes.fromHex(issued.sealed()),
              id,
              owner.getPrivate(),
              RawKeys.P256.raw(owner.getPublic()))
          .orElseThrow();
    }

    AuthorityRequest request(String id, List<AuthorityRequest.Approval> approvals) {
      return new AuthorityRequest(
          id,
          recorder.challenge().orElseThrow().qr(),
          0,
          Purpose.KEEP,
          Tier.OWNER,
          "owner",
          hex(RawKeys.P256, owner),
          approvals);
    }

    @Override
    public void close() {
      authority.close();
    }

    private static String hex(RawKeys kind, KeyPair pair) {
      return HexFormat.of().formatHex(kind.raw(pair.getPublic()).toArray());
    }
  }
}
