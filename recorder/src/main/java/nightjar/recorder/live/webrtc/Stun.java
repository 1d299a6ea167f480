package nightjar.recorder.live.webrtc;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import nightjar.base.Bytes;

/// STUN binding requests and their answers (RFC 8489), as far as an ICE-lite end needs them (RFC 8445, 2.5).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |0 0|     STUN message type     |         message length        |
/// |                    magic cookie 0x2112A442                    |
/// |                     transaction ID (96 bits)                  |
/// |        attribute type         |        attribute length       |  value padded to four bytes, and so on
/// ```
final class Stun {
  private static final int COOKIE = 0x2112A442;
  private static final int HEADER = 20;
  private static final int REQUEST = 0x0001;
  private static final int SUCCESS = 0x0101;
  private static final int USERNAME = 0x0006;
  private static final int INTEGRITY = 0x0008;
  private static final int MAPPED = 0x0020;
  private static final int USE_CANDIDATE = 0x0025;
  private static final int FINGERPRINT = 0x8028;
  private static final int FINGERPRINT_XOR = 0x5354554e;
  private static final int MAC_BYTES = 20;

  private Stun() {}

  /// A request whose form is right; whether its sender knows the password, [#isFrom] tells.
  ///
  /// @param ours first half of USERNAME, which chooses the viewer
  /// @param theirs second half
  /// @param integrityAt where MESSAGE-INTEGRITY begins
  /// @param nominated USE-CANDIDATE: media goes there from now on
  record Request(Bytes packet, String ours, String theirs, int integrityAt, boolean nominated) {
    /// Compares MESSAGE-INTEGRITY (RFC 8489, 14.5), whose HMAC believes that it is the last attribute.
    boolean isFrom(byte[] password) {
      ByteBuffer copy = ByteBuffer.wrap(packet.slice(0, integrityAt).toArray());
      copy.putShort(2, (short) (integrityAt - HEADER + 4 + MAC_BYTES));
      byte[] sent = packet.slice(integrityAt + 4, integrityAt + 4 + MAC_BYTES).toArray();
      return MessageDigest.isEqual(sent, hmac(password, copy.array(), integrityAt));
    }

    /// The success response, which tells the sender from where it came.
    ByteBuffer answer(InetSocketAddress from, byte[] password) {
      ByteBuffer out = ByteBuffer.allocate(HEADER + 4 + 20 + 4 + MAC_BYTES + 8);
      out.putShort((short) SUCCESS).putShort((short) 0).put(packet.slice(4, HEADER).buffer());
      mapped(out, from);
      int at = out.position();
      out.putShort(2, (short) (at - HEADER + 4 + MAC_BYTES));
      byte[] mac = hmac(password, out.array(), at);
      out.putShort((short) INTEGRITY).putShort((short) MAC_BYTES).put(mac);
      at = out.position();
      out.putShort(2, (short) (at - HEADER + 8));
      out.putShort((short) FINGERPRINT).putShort((short) 4).putInt(fingerprint(out.array(), at));
      return out.flip();
    }

    private void mapped(ByteBuffer out, InetSocketAddress from) {
      byte[] address = from.getAddress().getAddress();
      out.putShort((short) MAPPED).putShort((short) (4 + address.length));
      out.put((byte) 0).put((byte) (address.length == 4 ? 1 : 2));
      out.putShort((short) (from.getPort() ^ COOKIE >>> 16));
      for (int i = 0; i < address.length; i++) {
        out.put((byte) (address[i] ^ packet.at(4 + i)));
      }
    }
  }

  /// Empty for anything but a whole binding request with USERNAME, MESSAGE-INTEGRITY and a right FINGERPRINT.
  static Optional<Request> request(ByteBuffer datagram) {
    int length = datagram.remaining();
    if (length < HEADER || length > 1_500) {
      return Optional.empty();
    }
    byte[] packet = new byte[length];
    datagram.get(datagram.position(), packet);
    ByteBuffer in = ByteBuffer.wrap(packet);
    if (in.getShort(0) != REQUEST
        || (in.getShort(2) & 0xffff) != length - HEADER
        || in.getInt(4) != COOKIE) {
      return Optional.empty();
    }
    String username = "";
    int integrityAt = -1;
    boolean nominated = false;
    int at = HEADER;
    while (at + 4 <= length) {
      int type = in.getShort(at) & 0xffff;
      int size = in.getShort(at + 2) & 0xffff;
      if (at + 4 + size > length) {
        return Optional.empty();
      }
      if (type == FINGERPRINT) {
        boolean right = size == 4 && in.getInt(at + 4) == fingerprint(packet, at);
        return right ? whole(packet, username, integrityAt, nominated) : Optional.empty();
      }
      if (integrityAt < 0) {
        switch (type) {
          case USERNAME -> username = new String(packet, at + 4, size, StandardCharsets.UTF_8);
          case USE_CANDIDATE -> nominated = true;
          case INTEGRITY -> {
            if (size != MAC_BYTES) {
              return Optional.empty();
            }
            integrityAt = at;
          }
          default -> {}
        }
      }
      at += 4 + (size + 3 & ~3);
    }
    return Optional.empty();
  }

  private static Optional<Request> whole(
      byte[] packet, String username, int integrityAt, boolean nominated) {
    int colon = username.indexOf(':');
    return integrityAt < 0 || colon < 1
        ? Optional.empty()
        : Optional.of(
            new Request(
                Bytes.of(packet),
                username.substring(0, colon),
                username.substring(colon + 1),
                integrityAt,
                nominated));
  }

  private static int fingerprint(byte[] bytes, int length) {
    var crc = new CRC32();
    crc.update(bytes, 0, length);
    return (int) crc.getValue() ^ FINGERPRINT_XOR;
  }

  private static byte[] hmac(byte[] password, byte[] bytes, int length) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(password, "HmacSHA1"));
      mac.update(bytes, 0, length);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA1", e);
    }
  }
}
