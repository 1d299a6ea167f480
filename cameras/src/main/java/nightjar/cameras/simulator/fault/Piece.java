package nightjar.cameras.simulator.fault;

/// A part of what is sent for one frame.
public sealed interface Piece {
  byte[] bytes();

  /// An RTP packet, changed in place by the stages.
  @SuppressWarnings("ArrayRecordComponent")
  record Packet(byte[] bytes) implements Piece {
    static final int HEADER_BYTES = 12;

    public Packet copy() {
      return new Packet(bytes.clone());
    }

    public int sequence() {
      return (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    }

    void sequence(int sequence) {
      bytes[2] = (byte) (sequence >> 8);
      bytes[3] = (byte) sequence;
    }

    public void timestamp(long timestamp) {
      for (int i = 0; i < 4; i++) {
        bytes[4 + i] = (byte) (timestamp >> (24 - 8 * i));
      }
    }

    void marker(boolean marker) {
      bytes[1] = (byte) (marker ? bytes[1] | 0x80 : bytes[1] & 0x7f);
    }

    /// A byte of the payload, whose first ones say what H.264 and H.265 carry; 0 behind its end.
    int payloadByte(int index) {
      int at = HEADER_BYTES + index;
      return at < bytes.length ? bytes[at] & 0xff : 0;
    }
  }

  /// Bytes that are no packet, sent as they are between packets; nothing over UDP.
  @SuppressWarnings("ArrayRecordComponent")
  record Noise(byte[] bytes) implements Piece {}
}
