package nightjar.recorder.live.webrtc;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// One direction of SRTP and SRTCP with AES_CM_128_HMAC_SHA1_80 (RFC 3711), the profile that every WebRTC end has.
/// Owned by one peer, under its lock.
final class Srtp {
  static final int KEY_BYTES = 16;
  static final int SALT_BYTES = 14;

  /// Bytes that [#protectRtp] adds.
  static final int TAG_BYTES = 10;

  /// Bytes that [#protectRtcp] adds: index and tag.
  static final int RTCP_EXTRA = 4 + TAG_BYTES;

  private static final int RTCP_HEADER = 8;
  private static final int ENCRYPTED = 0x80000000;

  /// One key pair of the six that RFC 3711, 4.3 derives, ready for use.
  private static final class Lane {
    private final Cipher cipher;
    private final SecretKeySpec key;
    private final byte[] salt;
    private final Mac mac;

    Lane(Cipher cipher, SecretKeySpec key, byte[] salt, Mac mac) {
      this.cipher = cipher;
      this.key = key;
      this.salt = salt;
      this.mac = mac;
    }

    /// Enciphers or deciphers in place; `index` is the packet's, 48 bits, or the report's, 31 (RFC 3711, 4.1.1).
    void stream(byte[] bytes, int offset, int length, int ssrc, long index)
        throws GeneralSecurityException, ShortBufferException {
      byte[] iv = new byte[16];
      System.arraycopy(salt, 0, iv, 0, SALT_BYTES);
      ByteBuffer view = ByteBuffer.wrap(iv);
      view.putInt(4, view.getInt(4) ^ ssrc);
      view.putLong(6, view.getLong(6) ^ index);
      cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
      cipher.doFinal(bytes, offset, length, bytes, offset);
    }
  }

  private final Lane rtp;
  private final Lane rtcp;
  private final byte[] digest = new byte[20];
  private int rtcpIndex;
  private long rtcpSeen = -1;

  Srtp(byte[] masterKey, byte[] masterSalt) {
    try {
      rtp = lane(masterKey, masterSalt, 0);
      rtcp = lane(masterKey, masterSalt, 3);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES and HmacSHA1", e);
    }
  }

  /// Enciphers the RTP packet at the beginning of `packet` behind `header` bytes, and appends the tag; returns the new length.
  int protectRtp(byte[] packet, int length, int header, int ssrc, long index) {
    try {
      rtp.stream(packet, header, length - header, ssrc, index);
      rtp.mac.update(packet, 0, length);
      putInt(digest, (int) (index >>> 16));
      rtp.mac.update(digest, 0, 4);
      rtp.mac.doFinal(digest, 0);
      System.arraycopy(digest, 0, packet, length, TAG_BYTES);
      return length + TAG_BYTES;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES in counter mode takes any length", e);
    }
  }

  /// The same for a compound RTCP packet (RFC 3711, 3.4).
  int protectRtcp(byte[] packet, int length) {
    try {
      int index = rtcpIndex;
      rtcpIndex = index + 1 & 0x7fffffff;
      int ssrc = ByteBuffer.wrap(packet).getInt(4);
      rtcp.stream(packet, RTCP_HEADER, length - RTCP_HEADER, ssrc, index);
      ByteBuffer.wrap(packet).putInt(length, ENCRYPTED | index);
      rtcp.mac.update(packet, 0, length + 4);
      rtcp.mac.doFinal(digest, 0);
      System.arraycopy(digest, 0, packet, length + 4, TAG_BYTES);
      return length + RTCP_EXTRA;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES in counter mode takes any length", e);
    }
  }

  /// Deciphers in place what the other side protected; the length of the RTCP packet, or -1 when it is not theirs, or came before.
  int unprotectRtcp(byte[] packet, int length) {
    int end = length - RTCP_EXTRA;
    if (end < RTCP_HEADER) {
      return -1;
    }
    try {
      rtcp.mac.update(packet, 0, end + 4);
      rtcp.mac.doFinal(digest, 0);
      for (int i = TAG_BYTES; i < digest.length; i++) {
        digest[i] = 0;
      }
      byte[] sent = new byte[digest.length];
      System.arraycopy(packet, end + 4, sent, 0, TAG_BYTES);
      if (!MessageDigest.isEqual(sent, digest)) {
        return -1;
      }
      ByteBuffer view = ByteBuffer.wrap(packet);
      int word = view.getInt(end);
      int index = word & ~ENCRYPTED;
      // A report that was overtaken is worth nothing: no window, only newer ones.
      if (index <= rtcpSeen) {
        return -1;
      }
      rtcpSeen = index;
      if ((word & ENCRYPTED) != 0) {
        rtcp.stream(packet, RTCP_HEADER, end - RTCP_HEADER, view.getInt(4), index);
      }
      return end;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES in counter mode takes any length", e);
    }
  }

  /// `label` 0 for RTP's keys, 3 for RTCP's.
  private static Lane lane(byte[] masterKey, byte[] masterSalt, int label)
      throws GeneralSecurityException {
    byte[] key = derive(masterKey, masterSalt, label, KEY_BYTES);
    byte[] auth = derive(masterKey, masterSalt, label + 1, 20);
    byte[] salt = derive(masterKey, masterSalt, label + 2, SALT_BYTES);
    Mac mac = Mac.getInstance("HmacSHA1");
    mac.init(new SecretKeySpec(auth, "HmacSHA1"));
    return new Lane(
        Cipher.getInstance("AES/CTR/NoPadding"), new SecretKeySpec(key, "AES"), salt, mac);
  }

  /// RFC 3711, 4.3.1 with a key derivation rate of 0.
  static byte[] derive(byte[] masterKey, byte[] masterSalt, int label, int length)
      throws GeneralSecurityException {
    byte[] iv = new byte[16];
    System.arraycopy(masterSalt, 0, iv, 0, SALT_BYTES);
    iv[7] ^= (byte) label;
    Cipher cipher = Cipher.getInstance("AES/CTR/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(masterKey, "AES"), new IvParameterSpec(iv));
    return cipher.doFinal(new byte[length]);
  }

  private static void putInt(byte[] bytes, int value) {
    bytes[0] = (byte) (value >>> 24);
    bytes[1] = (byte) (value >>> 16);
    bytes[2] = (byte) (value >>> 8);
    bytes[3] = (byte) value;
  }
}
