package nightjar.media.audio;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.RtpPacket;

/// AAC from RTP (RFC 3640, every mode): several access units a packet, or one over several packets.
/// Owned by the session's thread.
public final class AacDepacketizer implements Depacketizer {
  private final AacUnits units;
  private final AudioFrames frames;

  /// RTP ticks one access unit lasts.
  private final long unitTicks;

  /// Bytes that the unfinished access unit will have; 0 when none is begun.
  private int expected;

  private long begunTimestamp;
  private long begunWallMicros;

  public AacDepacketizer(int track, Encoding encoding, FrameBuilder out, FrameSink sink) {
    AudioSpecificConfig said = config(encoding);
    this.units = new AacUnits(encoding);
    this.unitTicks =
        Math.max(1, (long) said.frameSamples() * encoding.clockRate() / said.sampleRate());
    CodecConfig.Aac config = new CodecConfig.Aac(said.bytes(), said.sampleRate(), said.channels());
    this.frames = new AudioFrames(track, config, encoding.clockRate(), out, sink);
  }

  @Override
  public void accept(RtpPacket packet) {
    if (expected > 0 && (packet.lostBefore() > 0 || packet.timestamp() != begunTimestamp)) {
      abandon();
    }
    ByteBuffer source = packet.buffer();
    int offset = packet.payloadOffset();
    int length = packet.payloadLength();
    if (length == 0) {
      return;
    }
    if (units.read(source, offset, length)) {
      payload(packet, offset + length);
    } else {
      plainAdts(packet, offset, offset + length);
    }
  }

  @Override
  public void flush() {
    if (expected > 0) {
      abandon();
    }
  }

  @Override
  public long dropped() {
    return frames.dropped();
  }

  @Override
  public void close() {
    frames.close();
  }

  /// tolerate: no or bad `config`; AAC-LC at the RTP clock is what a camera then sends.
  private static AudioSpecificConfig config(Encoding encoding) {
    String hex = encoding.parameters().getOrDefault("config", "").strip();
    try {
      return AudioSpecificConfig.parse(Bytes.of(HexFormat.of().parseHex(hex)));
    } catch (Fault | IllegalArgumentException _) {
      return AudioSpecificConfig.of(encoding.clockRate(), Math.clamp(encoding.channels(), 1, 6));
    }
  }

  private void payload(RtpPacket packet, int end) {
    int next = units.dataOffset();
    if (expected > 0) {
      more(packet.buffer(), next, end);
      return;
    }
    for (int i = 0; i < units.count() && next < end; i++) {
      int size = units.size(i);
      if (size > end - next) {
        begin(packet, next, end, size, i);
        return;
      }
      unit(packet, next, size, i * unitTicks);
      next += size;
    }
  }

  /// A whole access unit. tolerate: an ADTS header in front of it (go2rtc#1328).
  private void unit(RtpPacket packet, int offset, int size, long later) {
    if (size == 0) {
      return;
    }
    ByteBuffer source = packet.buffer();
    boolean adts = Adts.frameLength(source, offset, size) == size;
    int header = adts ? Adts.headerLength(source, offset) : 0;
    if (frames.append(source, offset + header, size - header)) {
      frames.finish(packet.timestamp(), packet.wallMicros(), later);
    }
  }

  /// The first fragment of an access unit, which only a packet's single unit may be.
  private void begin(RtpPacket packet, int from, int end, int size, int index) {
    if (index > 0) {
      frames.drop();
      return;
    }
    if (!frames.append(packet.buffer(), from, end - from)) {
      return;
    }
    expected = size;
    begunTimestamp = packet.timestamp();
    begunWallMicros = packet.wallMicros();
  }

  private void more(ByteBuffer source, int from, int end) {
    int missing = expected - frames.length();
    if (!frames.append(source, from, Math.min(missing, end - from))) {
      expected = 0;
    } else if (frames.length() == expected) {
      expected = 0;
      frames.finish(begunTimestamp, begunWallMicros, 0);
    }
  }

  private void abandon() {
    expected = 0;
    frames.drop();
  }

  /// tolerate: ADTS frames with no AU headers at all (go2rtc#1328).
  private void plainAdts(RtpPacket packet, int offset, int end) {
    int next = offset;
    long later = 0;
    while (next < end) {
      int size = Adts.frameLength(packet.buffer(), next, end - next);
      if (size < 0 || size > end - next) {
        frames.drop();
        return;
      }
      unit(packet, next, size, later);
      next += size;
      later += unitTicks;
    }
  }
}
