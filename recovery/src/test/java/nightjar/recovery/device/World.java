package nightjar.recovery.device;

import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.base.time.FakeClock;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.identity.DeviceKey;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.RecoveryKey;
import nightjar.recovery.wire.RequestCode;
import nightjar.recovery.wire.Suite;
import nightjar.recovery.wire.TemporaryPassword;
import nightjar.recovery.wire.Transcript;

/// One device with everything around it faked, and a vendor who gives out any code that is asked for.
public final class World {
  public static final String NAME = "Ada";
  public static final String OLD = "the password of old";
  public static final String NEW = "a new and longer one";

  public final FakeClock clock = new FakeClock(Instant.parse("2026-03-14T10:00:00Z"));
  public final FakeRecoveryStore store = new FakeRecoveryStore();
  public final FakeAdministrators administrators = new FakeAdministrators(NAME, OLD);
  public final FakeFootage footage = new FakeFootage();
  public final List<String> log = new ArrayList<>();
  private final DeviceIdentity identity;
  private final TestKey key = new TestKey();
  private final Random random;
  private final List<VendorKey> vendors = List.of(new VendorKey(7, Vendor.PUBLIC));
  public RecoveryDevice device;

  World(String deviceId, long seed) {
    identity = new DeviceIdentity("N843A82", deviceId, "ND0219040012345");
    random = new Random(seed);
    device = boot();
  }

  public World() {
    this("DEV-7F3K-91QZ", 1);
  }

  /// The same disk, a new process, the clock's monotonic side as after a reboot.
  RecoveryDevice boot() {
    device =
        RecoveryDevice.open(
            new RecoveryDevice.Parts(
                identity,
                key,
                vendors,
                "0.1.0",
                ZoneOffset.UTC,
                store,
                administrators,
                footage,
                clock,
                random,
                (event, _, detail) -> log.add(event.name() + " " + detail)));
    return device;
  }

  ChallengeView start() {
    return ((Started.Live) device.start(Purpose.KEEP)).challenge();
  }

  LocalDate today() {
    return LocalDate.ofInstant(
        Instant.ofEpochSecond(clock.wallMicros() / 1_000_000), ZoneOffset.UTC);
  }

  /// The vendor's answer to a request.
  public String code(ChallengeView challenge, int dayOffset, Purpose purpose) {
    return code(
        new RequestCode(challenge.requestCode().replace("-", "").substring(0, 15)),
        challenge.dateShown(),
        dayOffset,
        purpose);
  }

  String code(RequestCode request, LocalDate dateShown, int dayOffset, Purpose purpose) {
    byte[] z = Crypto.agree(RawKeys.P256, Vendor.KEYS.getPrivate(), key.agreementPublic());
    try (RecoveryKey derived =
        RecoveryKey.fromAgreement(z, identity.deviceId(), key.agreementPublic(), Vendor.PUBLIC)) {
      var transcript =
          new Transcript(Suite.P256, identity, request, dateShown, dayOffset, purpose, "admin");
      return TemporaryPassword.derive(derived, transcript).reveal();
    }
  }

  Redeemed.Accepted accepted(String code) {
    return (Redeemed.Accepted) device.redeem(code);
  }

  Committed commit(Redeemed.Accepted session) {
    return device.commit(session.session(), NAME, NEW.toCharArray());
  }

  void advance(Duration by) {
    clock.advance(by);
  }

  static final class Vendor {
    static final KeyPair KEYS = Crypto.pair(RawKeys.P256);
    static final Bytes PUBLIC = RawKeys.P256.raw(KEYS.getPublic());

    private Vendor() {}
  }

  /// A real key pair whose one agreement is remembered, and a signature that nobody checks here: schedules of a hundred
  /// thousand steps would spend their time on curves.
  private static final class TestKey implements DeviceKey {
    private final KeyPair pair = Crypto.pair(RawKeys.P256);
    private final byte[] secret = Crypto.agree(RawKeys.P256, pair.getPrivate(), Vendor.PUBLIC);

    @Override
    public RawKeys curve() {
      return RawKeys.P256;
    }

    @Override
    public Bytes agreementPublic() {
      return RawKeys.P256.raw(pair.getPublic());
    }

    @Override
    public Bytes signingPublic() {
      return Bytes.of(new byte[32]);
    }

    @Override
    public byte[] agree(Bytes theirs) {
      return secret.clone();
    }

    @Override
    public byte[] sign(byte[] message) {
      return new byte[64];
    }
  }
}
