package nightjar.e2e.console;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import nightjar.base.Bytes;
import nightjar.recovery.authority.Authority;
import nightjar.recovery.authority.AuthorityKeys;
import nightjar.recovery.authority.AuthorityRequest;
import nightjar.recovery.authority.Decision;
import nightjar.recovery.authority.FileKeystore;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.SealedAnswer;

/// The maker's end with two reviewers: a real authority that answers what a phone read from the screen. Owned by one test.
final class Maker implements AutoCloseable {
  private static final char[] PASSPHRASE = "correct horse battery staple".toCharArray();

  private final List<KeyPair> reviewers =
      List.of(Crypto.pair(RawKeys.ED25519), Crypto.pair(RawKeys.ED25519));
  private final KeyPair requester = Crypto.pair(RawKeys.P256);
  private final LeapClock clock;
  private final Registry registry;
  private final AuthorityKeys keys;
  private final Authority authority;
  private int requests;

  Maker(Path folder, LeapClock clock) {
    this.clock = clock;
    FileKeystore.create(folder.resolve("keys.json"), 7, PASSPHRASE, new Random(1));
    keys = FileKeystore.open(folder.resolve("keys.json"), PASSPHRASE);
    registry = Registry.open(folder.resolve("registry.json"));
    for (KeyPair each : reviewers) {
      String key = hex(RawKeys.ED25519.raw(each.getPublic()).toArray());
      registry.put(new Registry.Approver(name(each), RawKeys.ED25519, key, true));
    }
    authority = Authority.open(folder, keys, registry, clock);
  }

  /// What the recorder keeps to trust this maker.
  String trust() {
    return "{\"version\":1,\"portal\":\"HTTPS://PORTAL.EXAMPLE/RESET\",\"keys\":[{\"kid\":7,\"publicKey\":\""
        + hex(keys.publicKey().toArray())
        + "\"}]}";
  }

  void takesIn(DeviceFolder device) {
    registry.put(Registry.Device.of(device));
  }

  /// Asked with a picture of the screen, and again after the tier's cool-down with a later one.
  String answers(String link, Tier tier, Purpose purpose, Supplier<String> later) {
    String id = "R-" + ++requests;
    int days = (int) tier.coolDown().toDays();
    var asked = new Asked(id, tier, purpose, days);
    var submitted = (Decision.Submitted) authority.submit(request(asked, link, List.of()));
    clock.leap(submitted.coolDown().plus(Duration.ofMinutes(1)));
    byte[] statement = submitted.statement().getBytes(StandardCharsets.UTF_8);
    List<AuthorityRequest.Approval> approvals =
        reviewers.stream()
            .limit(tier.approvals())
            .map(each ->
                new AuthorityRequest.Approval(
                    name(each), hex(Crypto.sign(each.getPrivate(), statement))))
            .toList();
    var issued = (Decision.Issued) authority.issue(request(asked, later.get(), approvals));
    return SealedAnswer.open(
            Bytes.fromHex(issued.sealed()),
            id,
            requester.getPrivate(),
            RawKeys.P256.raw(requester.getPublic()))
        .orElseThrow();
  }

  @Override
  public void close() {
    authority.close();
  }

  private record Asked(String id, Tier tier, Purpose purpose, int days) {}

  private AuthorityRequest request(
      Asked asked, String link, List<AuthorityRequest.Approval> approvals) {
    String answerKey = hex(RawKeys.P256.raw(requester.getPublic()).toArray());
    return new AuthorityRequest(
        asked.id,
        payload(link),
        asked.days,
        asked.purpose,
        asked.tier,
        "owner-1",
        answerKey,
        approvals);
  }

  private String name(KeyPair reviewer) {
    return "reviewer-" + reviewers.indexOf(reviewer);
  }

  private static String payload(String link) {
    return link.substring(link.indexOf('#') + 1);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
