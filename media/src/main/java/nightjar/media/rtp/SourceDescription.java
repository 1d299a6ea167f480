package nightjar.media.rtp;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;

/// The SDES packet with the one item every compound packet carries, CNAME (RFC 3550, 6.5).
final class SourceDescription {
  private SourceDescription() {}

  static void write(ByteBuffer out, int ssrc, Bytes cname) {
    if (cname.size() > 255) {
      throw new IllegalArgumentException("CNAME of " + cname.size() + " bytes");
    }
    int start = out.position();
    out.putInt(0x81ca0000).putInt(ssrc);
    out.put((byte) 1).put((byte) cname.size()).put(cname.buffer());
    do {
      out.put((byte) 0);
    } while ((out.position() - start) % 4 != 0);
    out.putShort(start + 2, (short) ((out.position() - start) / 4 - 1));
  }
}
