package nightjar.recovery.identity;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.crypto.RawKeys;

/// Where a device's names and keys live: `device/identity.json` and `device/keys.json` under the data folder.
/// Names are given once, when the device is born, and never change.
public record DeviceFolder(DeviceIdentity identity, DeviceKey key) {
  /// The model number of a Nightjar that somebody installed on a machine of their own.
  public static final String OWN_MACHINE = "NJR-1";

  /// Names that the factory gives; what is absent is made up at birth.
  public record Given(Optional<String> model, Optional<String> serial) {
    public static final Given NOTHING = new Given(Optional.empty(), Optional.empty());
  }

  private record Stored(int version, String model, String deviceId, String serial) {}

  /// Opens names and keys under `data`, born now if there are none. Giving other names than it was born with is refused.
  public static DeviceFolder open(Path data, Given given, LocalDate today, RandomGenerator random) {
    return new DeviceFolder(
        identity(data, given, today, random),
        FileDeviceKey.open(data.resolve("device").resolve("keys.json"), RawKeys.P256));
  }

  /// The names alone, for who has no business with the keys.
  public static DeviceIdentity identity(
      Path data, Given given, LocalDate today, RandomGenerator random) {
    var file = new PrivateFile(data.resolve("device").resolve("identity.json"));
    DeviceIdentity identity =
        file.read()
            .map(content -> read(content, file.path()))
            .orElseGet(() -> {
              DeviceIdentity born = born(given, today, random);
              write(file, born);
              return born;
            });
    requireSame("model", given.model(), identity.model());
    requireSame("serial", given.serial(), identity.serial());
    return identity;
  }

  private static DeviceIdentity born(Given given, LocalDate today, RandomGenerator random) {
    String serial =
        given
            .serial()
            .orElseGet(() ->
                new SerialNumber(
                        "NJ",
                        1,
                        Math.clamp(today.get(IsoFields.WEEK_BASED_YEAR), 2000, 2099),
                        today.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                        random.nextInt(1_000_000))
                    .text());
    return new DeviceIdentity(given.model().orElse(OWN_MACHINE), freshId(random), serial);
  }

  /// 13 symbols of Crockford's alphabet without Q, which in a photograph passes for 0: 64 bits, so that nobody finds a device ID
  /// by trying.
  private static String freshId(RandomGenerator random) {
    var id = new StringBuilder("DEV");
    for (int i = 0; i < 13; i++) {
      id.append(i % 5 == 0 ? "-" : "")
          .append("0123456789ABCDEFGHJKMNPRSTVWXYZ".charAt(random.nextInt(31)));
    }
    return id.toString();
  }

  private static DeviceIdentity read(Bytes content, Path path) {
    String text = new String(content.toArray(), StandardCharsets.UTF_8);
    Stored stored = new Json().read(text, Stored.class, path.toString());
    return new DeviceIdentity(stored.model, stored.deviceId, stored.serial);
  }

  private static void write(PrivateFile file, DeviceIdentity born) {
    var stored = new Stored(1, born.model(), born.deviceId(), born.serial());
    file.replace(Bytes.of(new Json().write(stored).getBytes(StandardCharsets.UTF_8)));
  }

  private static void requireSame(String what, Optional<String> given, String have) {
    if (given.filter(text -> !text.strip().equalsIgnoreCase(have)).isPresent()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "this device was born with the " + what + " " + have,
          "Leave out --" + what + ", or give the one it has.");
    }
  }
}
