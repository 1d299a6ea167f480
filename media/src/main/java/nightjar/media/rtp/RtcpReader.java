package nightjar.media.rtp;

import java.nio.ByteBuffer;

/// Reads compound RTCP packets in place (RFC 3550, 6). Safe for any thread because it has no state.
///
/// ```
/// |V=2|P| count   |  packet type  |  length in 32-bit words - 1   |
/// |                    SSRC of the sender                         |
/// | SR: NTP seconds | NTP fraction | RTP timestamp | packets | octets, then report blocks of 24 bytes |
/// ```
public final class RtcpReader {
  private static final int SENDER_REPORT = 200;
  private static final int RECEIVER_REPORT = 201;
  private static final int BYE = 203;

  private RtcpReader() {}

  /// Whether the packet is RTCP rather than RTP, by its second byte (RFC 5761, 4).
  public static boolean isRtcp(ByteBuffer buffer, int offset, int length) {
    return length >= 4 && (buffer.get(offset + 1) & 0xe0) == 0xc0;
  }

  /// Tells `sink` what the compound packet says. False when some of it was malformed; what came before still counts.
  public static boolean read(ByteBuffer buffer, int offset, int length, RtcpSink sink) {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (end - at < 4 || (buffer.get(at) & 0xc0) != 0x80) {
        return false;
      }
      int size = 4 * ((buffer.getShort(at + 2) & 0xffff) + 1);
      if (size > end - at || !readOne(buffer, at, size, sink)) {
        // tolerate: Hanwha sends compound packets whose tail is malformed; RFC 3550 A.2 would drop
        // the whole
        return false;
      }
      at += size;
    }
    return length > 0;
  }

  private static boolean readOne(ByteBuffer buffer, int at, int size, RtcpSink sink) {
    int count = buffer.get(at) & 0x1f;
    return switch (buffer.get(at + 1) & 0xff) {
      case SENDER_REPORT -> {
        if (size < 28) {
          yield false;
        }
        sink.senderReport(buffer.getInt(at + 4), buffer.getLong(at + 8), buffer.getInt(at + 16));
        yield true;
      }
      case RECEIVER_REPORT -> size >= 8 + 24 * count;
      case BYE -> {
        if (size < 4 + 4 * count) {
          yield false;
        }
        for (int i = 0; i < count; i++) {
          sink.bye(buffer.getInt(at + 4 + 4 * i));
        }
        yield true;
      }
      default -> true;
    };
  }
}
