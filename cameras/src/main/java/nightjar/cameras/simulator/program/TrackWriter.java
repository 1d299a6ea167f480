package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.Packetizer;
import nightjar.media.rtsp.Payloads;
import org.jspecify.annotations.Nullable;

/// One track's RTP stream: synchronization source, sequence numbers, timestamps and the sender's counts.
/// Owned by the simulator's thread.
public final class TrackWriter {
  private final int index;
  private final int payloadType;
  private final int ssrc;
  private final long timestampBase;
  private CodecConfig config;
  private @Nullable Packetizer packetizer;
  private int sequence;
  private long frames;
  private int packets;
  private int octets;

  private TrackWriter(int index, CodecConfig config, RandomGenerator random) {
    this.index = index;
    this.config = config;
    this.payloadType = encoding().payloadType();
    this.ssrc = random.nextInt();
    this.sequence = random.nextInt(1 << 16);
    this.timestampBase = random.nextInt() & 0xffff_ffffL;
  }

  static List<TrackWriter> all(List<CodecConfig> configs, RandomGenerator random) {
    List<TrackWriter> all = new ArrayList<>();
    for (CodecConfig config : configs) {
      all.add(new TrackWriter(all.size(), config, random));
    }
    return List.copyOf(all);
  }

  public int index() {
    return index;
  }

  public CodecConfig config() {
    return config;
  }

  public boolean video() {
    return config instanceof CodecConfig.Video;
  }

  /// As SDP tells it, with the parameter sets in force.
  public Encoding encoding() {
    return Payloads.encoding(config, index);
  }

  public int payloadType() {
    return payloadType;
  }

  public int ssrc() {
    return ssrc;
  }

  /// Of the next packet.
  public int sequence() {
    return sequence;
  }

  /// Packets sent since the program began, modulo 2^32.
  public int packets() {
    return packets;
  }

  /// Payload bytes sent since the program began, modulo 2^32.
  public int octets() {
    return octets;
  }

  /// The RTP timestamp, not wrapped, of a moment on the program's time line.
  public long timestampAt(long nanos) {
    long seconds = Math.floorDiv(nanos, 1_000_000_000L);
    long rest = Math.floorMod(nanos, 1_000_000_000L);
    long scale = config.timescale();
    return timestampBase + seconds * scale + rest * scale / 1_000_000_000L;
  }

  Unit packetize(Frame frame, long dueNanos, int crc32c, UnitWriter writer) {
    Packetizer cutter = packetizer;
    if (cutter == null || !frame.config().equals(config)) {
      config = frame.config();
      cutter = Payloads.packetizer(config, UnitWriter.MAX_PAYLOAD_BYTES);
      packetizer = cutter;
    }
    long timestamp = timestampBase + frame.pts();
    cutter.begin(frame.slab().memory(), frame.offset(), frame.length(), frame.sync());
    ByteBuffer payload = writer.beginPacket(payloadType, sequence, (int) timestamp, ssrc);
    while (cutter.next(payload)) {
      sequence = (sequence + 1) & 0xffff;
      writer.endPacket(cutter.marker());
      payload = writer.beginPacket(payloadType, sequence, (int) timestamp, ssrc);
    }
    writer.abandonPacket();
    packets += writer.packets();
    octets += writer.payloadBytes();
    return writer.finish(
        new UnitInfo(index, frames++, timestamp, dueNanos, frame.sync(), frame.length(), crc32c));
  }
}
