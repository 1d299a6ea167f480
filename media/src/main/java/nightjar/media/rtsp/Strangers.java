package nightjar.media.rtsp;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import nightjar.media.rtp.RtcpReader;

/// Media that comes while nobody asked for it: dropped, but its sources are remembered, for they belong to an older session
/// whose connection the camera mixes up with ours (live555, Reolink RLC-410). Owned by the session's thread.
final class Strangers implements Dialogue.Media {
  private static final int MOST = 16;

  private final Set<Integer> sources = new HashSet<>();

  Set<Integer> sources() {
    return sources;
  }

  @Override
  public void arrived() {}

  @Override
  public boolean expects(int channel) {
    return true;
  }

  @Override
  public void data(int channel, ByteBuffer buffer, int offset, int length) {
    if (length >= 12 && sources.size() < MOST && !RtcpReader.isRtcp(buffer, offset, length)) {
      sources.add(buffer.getInt(offset + 8));
    }
  }
}
