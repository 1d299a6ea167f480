package nightjar.cameras.simulator.fault;

import java.util.Arrays;
import nightjar.media.codec.CodecConfig;

/// Packets that make a frame larger and change no picture: user data (H.264, D.1.6; H.265, D.2.6), which receivers keep.
final class Ballast {
  static final int PAYLOAD_BYTES = 1400;

  private static final int USER_DATA_UNREGISTERED = 5;

  private Ballast() {}

  /// A packet of the same frame as `packet`, with a SEI NAL unit of its own.
  static Piece.Packet like(Piece.Packet packet, CodecConfig config, int sequence) {
    int at = Piece.Packet.HEADER_BYTES;
    byte[] bytes = Arrays.copyOf(packet.bytes(), at + PAYLOAD_BYTES);
    Arrays.fill(bytes, at, bytes.length, (byte) 0x55);
    if (config instanceof CodecConfig.Hevc) {
      bytes[at++] = 39 << 1;
      bytes[at++] = 1;
    } else {
      bytes[at++] = 6;
    }
    bytes[at++] = USER_DATA_UNREGISTERED;
    // the size is in base 255: so many bytes of 255, and one more (H.264, 7.3.2.3.1)
    int rest = bytes.length - at - 2;
    for (int i = rest / 256; i > 0; i--) {
      bytes[at++] = (byte) 255;
    }
    bytes[at] = (byte) (rest % 256);
    bytes[bytes.length - 1] = (byte) 0x80;
    Piece.Packet ballast = new Piece.Packet(bytes);
    ballast.marker(false);
    ballast.sequence(sequence);
    return ballast;
  }
}
