package nightjar.bench;

import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import nightjar.base.time.Clock;
import nightjar.base.time.FakeClock;
import nightjar.recovery.authority.Authority;
import nightjar.recovery.authority.AuthorityRequest;
import nightjar.recovery.authority.AuthorityRequest.Approval;
import nightjar.recovery.authority.Decision;
import nightjar.recovery.authority.FileKeystore;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.FakeAdministrators;
import nightjar.recovery.device.FakeFootage;
import nightjar.recovery.device.FakeRecoveryStore;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.device.VendorKey;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.wire.Purpose;

/// One code after the other from a real authority, its file keystore and its audit chain on disk: each for a new request of a real
/// device, with the signature of another reviewer each hour, as the quotas want it.
/// Owned by the main thread.
final class IssueBench {
  private static final char[] PASSPHRASE = "a passphrase for a benchmark".toCharArray();

  private final Clock watch;
  private final FakeClock clock = new FakeClock(Instant.parse("2026-03-14T06:00:00Z"));
  private final KeyPair reviewer = Crypto.pair(RawKeys.ED25519);
  private final String answerKey =
      HexFormat.of().formatHex(RawKeys.P256.raw(Crypto.pair(RawKeys.P256).getPublic()).toArray());

  IssueBench(Clock watch) {
    this.watch = watch;
  }

  /// How long each took, by what was asked.
  Map<String, List<Long>> run(Path folder, int times) {
    Path keyFile = folder.resolve("keys.json");
    FileKeystore.create(keyFile, 1, PASSPHRASE, new Random(1));
    FileKeystore keys = FileKeystore.open(keyFile, PASSPHRASE);
    Registry registry = Registry.open(folder.resolve("registry.json"));
    DeviceFolder device =
        DeviceFolder.open(
            folder.resolve("box"),
            DeviceFolder.Given.NOTHING,
            LocalDate.of(2026, 3, 14),
            new Random(2));
    registry.put(Registry.Device.of(device));
    String raw = HexFormat.of().formatHex(RawKeys.ED25519.raw(reviewer.getPublic()).toArray());
    registry.put(new Registry.Approver("reviewer", RawKeys.ED25519, raw, true));
    RecoveryDevice recorder = recorder(device, keys);
    List<Long> submits = new ArrayList<>();
    List<Long> issues = new ArrayList<>();
    try (Authority authority = Authority.open(folder, keys, registry, clock)) {
      for (int i = 0; i < times; i++) {
        // Three requests a week for one recorder, and five a month for one person.
        clock.advance(Duration.ofDays(3));
        recorder.cancel("next");
        recorder.start(Purpose.KEEP);
        var asked = request("R-" + i, "c" + i, recorder, List.of());
        long start = watch.nanos();
        var submitted = (Decision.Submitted) authority.submit(asked);
        submits.add(watch.nanos() - start);
        clock.advance(Tier.OWNER.coolDown());
        recorder.tick();
        byte[] statement = submitted.statement().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String signature = HexFormat.of().formatHex(Crypto.sign(reviewer.getPrivate(), statement));
        var approved =
            request("R-" + i, "c" + i, recorder, List.of(new Approval("reviewer", signature)));
        start = watch.nanos();
        Decision decision = authority.issue(approved);
        issues.add(watch.nanos() - start);
        if (!(decision instanceof Decision.Issued)) {
          throw new IllegalStateException("refused: " + decision);
        }
      }
    }
    Map<String, List<Long>> all = new LinkedHashMap<>();
    all.put("the authority takes a request in", submits);
    all.put("the authority issues a code", issues);
    return all;
  }

  private RecoveryDevice recorder(DeviceFolder device, FileKeystore keys) {
    return RecoveryDevice.open(
        new RecoveryDevice.Parts(
            device.identity(),
            device.key(),
            List.of(new VendorKey(1, keys.publicKey())),
            "0.1.0",
            ZoneOffset.UTC,
            new FakeRecoveryStore(),
            new FakeAdministrators("Ada", "of old"),
            new FakeFootage(),
            clock,
            new Random(3),
            (_, _, _) -> {}));
  }

  private AuthorityRequest request(
      String id, String customer, RecoveryDevice recorder, List<Approval> approvals) {
    return new AuthorityRequest(
        id,
        recorder.challenge().orElseThrow().qr(),
        0,
        Purpose.KEEP,
        Tier.OWNER,
        customer,
        approvals.isEmpty() ? "" : answerKey,
        approvals);
  }
}
