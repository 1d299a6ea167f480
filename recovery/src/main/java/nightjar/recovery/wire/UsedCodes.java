package nightjar.recovery.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.UnaryOperator;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.recovery.identity.DeviceIdentity;

/// Which codes a recorder took, by the nonces of their challenges and signed by it, for the maker to compare with what was given out:
/// `NVU1:` and, in base 32, the device's names and the nonces, newest first.
public final class UsedCodes {
  public static final String PREFIX = "NVU1:";

  /// A recorder takes a code once in years; what is older than these was compared long ago.
  public static final int MOST = 64;

  private static final SignedText TEXT = new SignedText(PREFIX, "NVR-RC/1 used", 4096);
  private static final List<Integer> TAGS = List.of(1, 3, 4, 5, 6);

  private UsedCodes() {}

  /// What it says; nothing is verified yet.
  public record Unverified(DeviceIdentity device, List<String> nonces, Bytes signature) {
    public Unverified {
      nonces = List.copyOf(nonces);
    }

    public boolean isSignedBy(Bytes ed25519) {
      return TEXT.isSignedBy(ed25519, body(device, nonces), signature);
    }
  }

  /// `sign` is the device's key.
  public static String write(
      DeviceIdentity device, List<String> nonces, UnaryOperator<byte[]> sign) {
    return TEXT.write(body(device, nonces.subList(0, Math.min(MOST, nonces.size()))), sign);
  }

  /// Empty for anything else.
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
                  nonces(text(tags, 6)),
                  signature))
          .filter(read -> Bytes.of(body(read.device, read.nonces)).equals(body));
    } catch (IllegalArgumentException | Fault e) {
      return Optional.empty();
    }
  }

  private static List<String> nonces(String joined) {
    int each = RequestCode.NONCE_SYMBOLS;
    if (joined.length() % each != 0 || joined.length() > each * MOST) {
      throw new IllegalArgumentException("not nonces");
    }
    List<String> nonces = new ArrayList<>();
    for (int i = 0; i < joined.length(); i += each) {
      nonces.add(new RequestCode(joined.substring(i, i + each)).nonce());
    }
    return nonces;
  }

  private static byte[] body(DeviceIdentity device, List<String> nonces) {
    return new Tlv()
        .number(1, Transcript.VERSION)
        .text(3, device.deviceId())
        .text(4, device.serial())
        .text(5, device.model())
        .text(6, String.join("", nonces))
        .toArray();
  }

  private static String text(NavigableMap<Integer, Bytes> tags, int tag) {
    return Tlv.utf8(tags.getOrDefault(tag, Bytes.empty()))
        .orElseThrow(IllegalArgumentException::new);
  }
}
