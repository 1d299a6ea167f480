package nightjar.media.rtp;

import java.nio.ByteBuffer;

/// The header of one RTP packet, read in place and reused for the next (RFC 3550, 5.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// |V=2|P|X|  CC   |M|     PT      |       sequence number         |
/// |                           timestamp                           |
/// |                             SSRC                              |
/// |              CC times a contributing source (CSRC)            |
/// |   X: profile's number         |   length in 32-bit words      | extension
/// |                            payload                            |
/// |                                   P: padding | padding length |
/// ```
///
/// Owned by one track's receiver.
public final class RtpHeader {
  /// Smaller than this is no RTP packet.
  public static final int MINIMUM_BYTES = 12;

  private boolean marker;
  private int payloadType;
  private int sequence;
  private int timestamp;
  private int ssrc;
  private int payloadOffset;
  private int payloadLength;

  /// Reads the packet of `length` bytes at absolute index `offset` of a big-endian buffer. False when it is not RTP version 2 or
  /// says more than it holds; the fields are then whatever they were.
  public boolean parse(ByteBuffer buffer, int offset, int length) {
    if (length < MINIMUM_BYTES) {
      return false;
    }
    int first = buffer.get(offset) & 0xff;
    int header = MINIMUM_BYTES + 4 * (first & 0x0f);
    if (first >>> 6 != 2 || header > length) {
      return false;
    }
    if ((first & 0x10) != 0) {
      if (header + 4 > length) {
        return false;
      }
      header += 4 + 4 * (buffer.getShort(offset + header + 2) & 0xffff);
    }
    int padding = 0;
    if ((first & 0x20) != 0) {
      padding = buffer.get(offset + length - 1) & 0xff;
      if (padding == 0) {
        return false;
      }
    }
    if (header + padding > length) {
      return false;
    }
    int second = buffer.get(offset + 1);
    marker = second < 0;
    payloadType = second & 0x7f;
    sequence = buffer.getShort(offset + 2) & 0xffff;
    timestamp = buffer.getInt(offset + 4);
    ssrc = buffer.getInt(offset + 8);
    payloadOffset = offset + header;
    payloadLength = length - header - padding;
    return true;
  }

  public boolean marker() {
    return marker;
  }

  /// 0 to 127.
  public int payloadType() {
    return payloadType;
  }

  /// 0 to 65535.
  public int sequence() {
    return sequence;
  }

  /// The 32 bits as sent.
  public int timestamp() {
    return timestamp;
  }

  public int ssrc() {
    return ssrc;
  }

  /// Absolute index in the buffer that was parsed.
  public int payloadOffset() {
    return payloadOffset;
  }

  public int payloadLength() {
    return payloadLength;
  }
}
