package nightjar.media.rtsp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import nightjar.base.Fault;
import nightjar.base.time.FakeClock;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtp.Arrival;
import nightjar.media.rtp.CameraClock;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.RtpReceiver;
import nightjar.media.rtp.RtpTrack;
import nightjar.media.rtsp.message.RtspMessage;

/// The way from a connection's bytes to frames, without sockets: what came out, as text.
final class Pump implements Inbound.Handler {
  private final SlabPool pool = new SlabPool(1 << 20, 16 << 20);
  private final Channels channels;
  private final RtpReceiver receiver;
  private final List<String> out = new ArrayList<>();

  private Pump() {
    FakeClock clock = new FakeClock(Instant.EPOCH);
    Arrival arrival = new Arrival(clock);
    channels = new Channels(arrival);
    Encoding encoding = new Encoding("H264", 96, 90_000, 0, Map.of());
    FrameBuilder builder = new FrameBuilder(pool, 1 << 20);
    receiver =
        new RtpReceiver(
            new RtpTrack(0, encoding, true, -1, Set.of()),
            Depacketizers.create(0, encoding, builder, this::frame),
            new CameraClock(),
            arrival);
    channels.assign(0, receiver);
    channels.assign(1, receiver);
  }

  /// Frames, messages and frames of channels that come of `bytes` when at most `most` of them are read at once.
  static List<String> run(byte[] bytes, int most, long seed) {
    Pump pump = new Pump();
    Inbound inbound = new Inbound(new Where("door", "test"), 0);
    Bytestream wire = new Bytestream(bytes, new Random(seed), most);
    try {
      while (inbound.fill(wire, 0) >= 0) {
        inbound.parse(pump);
      }
    } catch (Fault fault) {
      pump.out.add("fault " + fault.kind());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    pump.receiver.finish();
    if (pump.pool.lentSlabs() != 0) {
      throw new AssertionError("slabs not given back");
    }
    return pump.out;
  }

  private void frame(Frame frame) {
    CRC32 crc = new CRC32();
    crc.update(frame.bytes());
    out.add("frame " + frame.length() + " " + crc.getValue() + " " + frame.dts());
  }

  @Override
  public void data(int channel, ByteBuffer buffer, int offset, int length) {
    out.add("data " + channel + " " + length);
    channels.data(channel, buffer, offset, length);
  }

  @Override
  public void message(RtspMessage message) {
    out.add(message.startLine());
  }

  @Override
  public boolean expects(int channel) {
    return channels.expects(channel);
  }
}
