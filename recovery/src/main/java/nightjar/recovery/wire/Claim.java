package nightjar.recovery.wire;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.recovery.identity.DeviceIdentity;

/// How a recorder's administrator tells the maker's portal whose it is: `NVC1:` and, in base 32, the device's names and the day,
/// signed by the device. Whoever can run programs as the recorder's user can make one; nobody else can.
public final class Claim {
  public static final String PREFIX = "NVC1:";

  private static final SignedText TEXT = new SignedText(PREFIX, "NVR-RC/1 claim", 1024);
  private static final List<Integer> TAGS = List.of(1, 3, 4, 5, 7);

  private Claim() {}

  /// What a claim says; nothing is verified yet.
  public record Unverified(DeviceIdentity device, LocalDate day, Bytes signature) {
    public boolean isSignedBy(Bytes ed25519) {
      return TEXT.isSignedBy(ed25519, body(device, day), signature);
    }
  }

  /// `sign` is the device's key.
  public static String write(DeviceIdentity device, LocalDate day, UnaryOperator<byte[]> sign) {
    return TEXT.write(body(device, day), sign);
  }

  /// Reads a claim, or a link that ends in one; empty for anything else.
  public static Optional<Unverified> read(String text) {
    return TEXT.read(text).flatMap(parts -> decode(parts.body(), parts.signature()));
  }

  private static Optional<Unverified> decode(Bytes body, Bytes signature) {
    try {
      return Tlv.parse(body)
          .filter(tags -> List.copyOf(tags.keySet()).equals(TAGS))
          .map(tags ->
              new Unverified(
                  new DeviceIdentity(text(tags, 5), text(tags, 3), text(tags, 4)),
                  LocalDate.parse(text(tags, 7), DateTimeFormatter.BASIC_ISO_DATE),
                  signature))
          .filter(claim -> Bytes.of(body(claim.device, claim.day)).equals(body));
    } catch (DateTimeException | IllegalArgumentException | Fault e) {
      return Optional.empty();
    }
  }

  private static byte[] body(DeviceIdentity device, LocalDate day) {
    return new Tlv()
        .number(1, Transcript.VERSION)
        .text(3, device.deviceId())
        .text(4, device.serial())
        .text(5, device.model())
        .text(7, day.format(DateTimeFormatter.BASIC_ISO_DATE))
        .toArray();
  }

  private static String text(NavigableMap<Integer, Bytes> tags, int tag) {
    return Tlv.utf8(tags.getOrDefault(tag, Bytes.empty()))
        .orElseThrow(IllegalArgumentException::new);
  }
}
