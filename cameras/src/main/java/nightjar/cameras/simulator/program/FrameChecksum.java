package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;

/// CRC-32C of what a recorder keeps of a frame: without parameter sets, delimiters and filler, which travel elsewhere or nowhere.
///
/// The bytes are NAL units behind their length in four bytes, or the raw audio frame. Owned by one thread.
public final class FrameChecksum {
  private final CRC32C crc = new CRC32C();

  public int of(Frame frame) {
    return of(frame.config(), frame.bytes());
  }

  /// Of the bytes between position 0 and limit.
  public int of(CodecConfig config, ByteBuffer bytes) {
    crc.reset();
    switch (config) {
      case CodecConfig.Audio _ -> crc.update(bytes);
      case CodecConfig.Avc _ -> nals(bytes, false);
      case CodecConfig.Hevc _ -> nals(bytes, true);
    }
    return (int) crc.getValue();
  }

  private void nals(ByteBuffer bytes, boolean hevc) {
    int end = bytes.limit();
    for (int at = 0; end - at > 4; ) {
      int length = bytes.getInt(at);
      int next = at + 4 + Math.clamp(length, 1, end - at - 4);
      if (kept(bytes.get(at + 4), hevc)) {
        crc.update(bytes.limit(next).position(at));
        bytes.limit(end);
      }
      at = next;
    }
  }

  /// H.264: not SPS, PPS, AUD, end of sequence and stream, filler, SPS extension. H.265: not VPS to filler data.
  private static boolean kept(byte header, boolean hevc) {
    int type = hevc ? header >> 1 & 0x3f : header & 0x1f;
    return hevc ? type < 32 || type > 38 : type < 7 || type > 13;
  }
}
