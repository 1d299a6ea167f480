package nightjar.recovery.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceIdentity;

/// How a recorder's administrator tells the maker's portal whose it is: `NVC1:` and, in base 32, the device's names and the day,
/// signed by the device. Whoever can run programs as the recorder's user can make one; nobody else can.
public final class Claim {
  public static final String PREFIX = "NVC1:";

  private static final String SIGNED = "NVR-RC/1 claim\0";
  private static final int SIGNATURE_BYTES = 64;
  private static final int LONGEST = 1024;
  private static final List<Integer> TAGS = List.of(1, 3, 4, 5, 7);

  private Claim() {}

  /// What a claim says; nothing is verified yet.
  public record Unverified(DeviceIdentity device, LocalDate day, Bytes signature) {
    public boolean isSignedBy(Bytes ed25519) {
      return Crypto.verify(
          "Ed25519", RawKeys.ED25519.key(ed25519), message(body(device, day)), signature.toArray());
    }
  }

  /// `sign` is the device's key.
  public static String write(DeviceIdentity device, LocalDate day, UnaryOperator<byte[]> sign) {
    byte[] body = body(device, day);
    var out = new ByteArrayOutputStream();
    out.writeBytes(body);
    out.writeBytes(sign.apply(message(body)));
    return PREFIX + Crockford.encode(out.toByteArray());
  }

  /// Reads a claim, or a link that ends in one; empty for anything else.
  public static Optional<Unverified> read(String text) {
    int start = text.length() > LONGEST ? -1 : text.lastIndexOf(PREFIX);
    if (start < 0) {
      return Optional.empty();
    }
    return Crockford.decode(text.substring(start + PREFIX.length()))
        .filter(bytes -> bytes.length > SIGNATURE_BYTES)
        .map(Bytes::of)
        .flatMap(bytes -> {
          int end = bytes.size() - SIGNATURE_BYTES;
          return decode(bytes.slice(0, end), bytes.slice(end, bytes.size()));
        });
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

  private static byte[] message(byte[] body) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(SIGNED.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(body);
    return out.toByteArray();
  }

  private static String text(NavigableMap<Integer, Bytes> tags, int tag) {
    return Tlv.utf8(tags.getOrDefault(tag, Bytes.empty()))
        .orElseThrow(IllegalArgumentException::new);
  }
}
