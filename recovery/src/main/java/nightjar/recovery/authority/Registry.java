package nightjar.recovery.authority;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.wire.Crockford;
import org.jspecify.annotations.Nullable;

/// The authority's own list of devices and approvers, public keys only. It does not ask the portal's.
/// Safe for any thread because every method holds the object's lock.
public final class Registry {
  public enum Status {
    GOOD,
    STOLEN,
    REVOKED
  }

  /// Keys in hexadecimal.
  public record Device(
      String model,
      String deviceId,
      String serial,
      RawKeys curve,
      String agreementPublic,
      String signingPublic,
      Status status) {
    public DeviceIdentity identity() {
      return new DeviceIdentity(model, deviceId, serial);
    }

    /// What a device says about itself at the factory or when it is claimed: public keys alone.
    public static Device of(DeviceFolder device) {
      return new Device(
          device.identity().model(),
          device.identity().deviceId(),
          device.identity().serial(),
          device.key().curve(),
          HexFormat.of().formatHex(device.key().agreementPublic().toArray()),
          HexFormat.of().formatHex(device.key().signingPublic().toArray()),
          Status.GOOD);
    }

    public Device with(Status other) {
      return new Device(model, deviceId, serial, curve, agreementPublic, signingPublic, other);
    }
  }

  /// Somebody whose signature counts.
  public sealed interface Signer {
    String id();

    boolean active();

    /// One key must not count as two people.
    String publicKey();
  }

  /// With a key of their own. `kind` is [RawKeys#ED25519] or [RawKeys#P256] (ES256).
  public record Approver(String id, RawKeys kind, String publicKey, boolean active)
      implements Signer {
    /// A kind that signs nothing is a [nightjar.base.Fault].
    public Approver {
      kind.signature();
    }
  }

  /// With a passkey, in the browser that shows them the statement.
  ///
  /// @param publicKey the attested credential data of Web Authentication 6.5.2, base64url
  /// @param relyingParty the host name of the review desk, and `origins` its addresses: an answer given to another page is refused
  public record PasskeyApprover(
      String id,
      String credentialId,
      String publicKey,
      boolean backupEligible,
      String relyingParty,
      List<String> origins,
      boolean active)
      implements Signer {
    public PasskeyApprover {
      origins = List.copyOf(origins);
    }

    public PasskeyApprover ended() {
      return new PasskeyApprover(
          id, credentialId, publicKey, backupEligible, relyingParty, origins, false);
    }

    /// What two people compare by voice before one of them enters the other's passkey.
    public String fingerprint() {
      byte[] hash = Crypto.sha256(publicKey.getBytes(StandardCharsets.US_ASCII));
      return Crockford.grouped(Crockford.encode(hash, 16));
    }
  }

  private record Content(
      int version,
      List<Device> devices,
      List<Approver> approvers,
      @Nullable List<PasskeyApprover> passkeys) {
    List<PasskeyApprover> passkeyApprovers() {
      return passkeys == null ? List.of() : passkeys;
    }
  }

  private final PrivateFile file;
  private Content content;
  private long changed;

  private Registry(PrivateFile file, Content content, long changed) {
    this.file = file;
    this.content = content;
    this.changed = changed;
  }

  public static Registry open(Path path) {
    var file = new PrivateFile(path);
    return new Registry(file, read(file), changed(path));
  }

  private static Content read(PrivateFile file) {
    return file.read()
        .map(bytes ->
            new Json()
                .read(
                    new String(bytes.toArray(), StandardCharsets.UTF_8),
                    Content.class,
                    file.path().toString()))
        .orElse(new Content(1, List.of(), List.of(), List.of()));
  }

  private static long changed(Path path) {
    return path.toFile().lastModified();
  }

  /// What another program, such as `nightjar authority device`, wrote since is taken in; nobody restarts an authority for that.
  private Content now() {
    long then = changed(file.path());
    if (then != changed) {
      content = read(file);
      changed = then;
    }
    return content;
  }

  /// Takes a device in, or its new status. Keys that another device has are refused: two devices with one key are one too many.
  public synchronized void put(Device device) {
    String id = device.identity().deviceId();
    RawKeys.ED25519.key(Bytes.fromHex(device.signingPublic));
    device.curve.key(Bytes.fromHex(device.agreementPublic));
    for (Device other : now().devices) {
      boolean same = other.deviceId.equals(id);
      boolean keys =
          other.agreementPublic.equals(device.agreementPublic)
              && other.signingPublic.equals(device.signingPublic);
      boolean anyKey =
          other.agreementPublic.equals(device.agreementPublic)
              || other.signingPublic.equals(device.signingPublic);
      if (same ? !keys : anyKey) {
        throw Fault.of(
            Fault.Kind.INVALID,
            "device "
                + id
                + (same ? " is registered with other keys" : " has another device’s keys"),
            "Find out how that came about before anything else is done for it.");
      }
    }
    save(
        new Content(
            1,
            Stream.concat(
                    now().devices.stream().filter(d -> !d.deviceId.equals(id)), Stream.of(device))
                .toList(),
            now().approvers,
            now().passkeys));
  }

  public synchronized void put(Approver approver) {
    approver.kind.key(Bytes.fromHex(approver.publicKey));
    save(
        new Content(
            1,
            now().devices,
            Stream.concat(
                    now().approvers.stream().filter(a -> !a.id.equals(approver.id)),
                    Stream.of(approver))
                .toList(),
            now().passkeys));
  }

  public synchronized void put(PasskeyApprover approver) {
    save(
        new Content(
            1,
            now().devices,
            now().approvers,
            Stream.concat(
                    now().passkeyApprovers().stream().filter(a -> !a.id.equals(approver.id)),
                    Stream.of(approver))
                .toList()));
  }

  public synchronized Optional<Device> device(String deviceId) {
    return now().devices.stream().filter(d -> d.deviceId.equals(deviceId)).findFirst();
  }

  /// Device IDs by their agreement keys in hexadecimal.
  synchronized Map<String, String> byAgreementKey() {
    return now().devices.stream()
        .collect(Collectors.toMap(Device::agreementPublic, Device::deviceId));
  }

  public synchronized Optional<Signer> approver(String id) {
    return Stream.<Signer>concat(now().approvers.stream(), now().passkeyApprovers().stream())
        .filter(a -> a.id().equals(id))
        .findFirst();
  }

  private void save(Content next) {
    file.replace(Bytes.of(new Json().write(next).getBytes(StandardCharsets.UTF_8)));
    content = next;
    changed = changed(file.path());
  }
}
