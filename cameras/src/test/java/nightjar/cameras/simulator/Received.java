package nightjar.cameras.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightjar.cameras.simulator.program.FrameChecksum;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;
import nightjar.media.h264.H264Depacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.RtpPacket;

/// An H.264 frame as a recorder would have it.
record Received(long number, long timestamp, boolean sync, int bytes, int crc32c) {
  /// The next `count` frames that come on `channel`.
  static List<Received> frames(RtspTestClient client, int channel, int count) throws IOException {
    SlabPool pool = new SlabPool(1 << 20, 1 << 24);
    FrameChecksum checksum = new FrameChecksum();
    List<Received> frames = new ArrayList<>();
    Encoding encoding = new Encoding("H264", 96, 90_000, 0, Map.of());
    try (H264Depacketizer depacketizer =
        new H264Depacketizer(
            0,
            encoding,
            new FrameBuilder(pool, 1 << 23),
            frame ->
                frames.add(
                    new Received(
                        frames.size(),
                        frame.pts() & 0xffff_ffffL,
                        frame.sync(),
                        frame.length(),
                        checksum.of(frame))))) {
      RtpPacket view = new RtpPacket();
      while (frames.size() < count) {
        byte[] bytes = client.packet(channel);
        ByteBuffer packet = ByteBuffer.wrap(bytes);
        depacketizer.accept(
            view.set(
                packet,
                12,
                bytes.length - 12,
                packet.getShort(2) & 0xffff,
                packet.getInt(4) & 0xffff_ffffL,
                0,
                bytes[1] < 0,
                0));
      }
    }
    return frames;
  }
}
