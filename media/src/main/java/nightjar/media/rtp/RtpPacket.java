package nightjar.media.rtp;

import java.nio.ByteBuffer;

/// One received RTP packet (RFC 3550, 5.1) as a view into the receive buffer, reused for every packet of a session.
///
/// Owned by the session's thread; valid only during the call that hands it over.
public final class RtpPacket {
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private int payloadOffset;
  private int payloadLength;
  private int sequence;
  private long timestamp;
  private long wallMicros;
  private boolean marker;
  private int lostBefore;

  public RtpPacket set(
      ByteBuffer buffer,
      int payloadOffset,
      int payloadLength,
      int sequence,
      long timestamp,
      long wallMicros,
      boolean marker,
      int lostBefore) {
    this.buffer = buffer;
    this.payloadOffset = payloadOffset;
    this.payloadLength = payloadLength;
    this.sequence = sequence;
    this.timestamp = timestamp;
    this.wallMicros = wallMicros;
    this.marker = marker;
    this.lostBefore = lostBefore;
    return this;
  }

  /// Use absolute access only.
  public ByteBuffer buffer() {
    return buffer;
  }

  public int payloadOffset() {
    return payloadOffset;
  }

  /// Without padding, header extension or CSRCs; may be 0.
  public int payloadLength() {
    return payloadLength;
  }

  /// 0 to 65535.
  public int sequence() {
    return sequence;
  }

  /// In ticks of the encoding's clock rate, unwrapped to 64 bits; may go backwards when a camera's does.
  public long timestamp() {
    return timestamp;
  }

  /// The capture time that belongs to [#timestamp], microseconds since 1970 UTC.
  public long wallMicros() {
    return wallMicros;
  }

  public boolean marker() {
    return marker;
  }

  /// Packets missing between the one handed over before and this one; 0 when none.
  public int lostBefore() {
    return lostBefore;
  }
}
