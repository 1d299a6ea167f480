package nightjar.media.audio;

import java.nio.ByteBuffer;
import nightjar.media.bits.BitReader;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.RtpPacket;
import org.jspecify.annotations.Nullable;

/// AAC as LATM from RTP (RFC 6416, 6): each `AudioMuxElement` is a packet or several, the last of them with the marker.
/// Owned by the session's thread.
public final class LatmDepacketizer implements Depacketizer {
  /// What an element may grow to: more than every access unit of the most channels there are.
  private static final int MAX_ELEMENT = 1 << 16;

  private final int track;
  private final int clockRate;
  private final boolean inBand;
  private final FrameBuilder out;
  private final FrameSink sink;
  private final BitReader reader = new BitReader();
  private final ByteBuffer element = ByteBuffer.allocate(MAX_ELEMENT);
  private final ByteBuffer unit = ByteBuffer.allocate(MAX_ELEMENT);
  private @Nullable LatmConfig config;
  private @Nullable AudioFrames frames;
  private long timestamp;
  private long wallMicros;

  /// A packet of the element under way was lost.
  private boolean spoiled;

  private long dropped;

  public LatmDepacketizer(int track, Encoding encoding, FrameBuilder out, FrameSink sink) {
    this.track = track;
    this.clockRate = encoding.clockRate();
    this.inBand = LatmConfig.isInBand(encoding);
    this.out = out;
    this.sink = sink;
    LatmConfig said = LatmConfig.of(encoding);
    if (said != null) {
      use(said);
    }
  }

  /// Whether the sound that `encoding` describes can be recorded, as far as its description tells.
  public static boolean canRecord(Encoding encoding) {
    return LatmConfig.isInBand(encoding) || LatmConfig.of(encoding) != null;
  }

  @Override
  public void accept(RtpPacket packet) {
    if (packet.timestamp() != timestamp) {
      // tolerate: no marker; FFmpeg's own reader asks for none either. After a loss its end may be
      // what is missing.
      spoiled |= packet.lostBefore() > 0;
      end();
    } else if (packet.lostBefore() > 0) {
      spoiled = true;
    }
    timestamp = packet.timestamp();
    wallMicros = packet.wallMicros();
    if (packet.payloadLength() > element.remaining()) {
      spoiled = true;
    }
    if (!spoiled) {
      int length = packet.payloadLength();
      element.put(element.position(), packet.buffer(), packet.payloadOffset(), length);
      element.position(element.position() + length);
    }
    if (packet.marker()) {
      end();
    }
  }

  @Override
  public void flush() {
    element.clear();
  }

  @Override
  public long dropped() {
    AudioFrames current = frames;
    return dropped + (current == null ? 0 : current.dropped());
  }

  @Override
  public void close() {
    out.close();
  }

  private void end() {
    boolean begun = element.position() > 0 || spoiled;
    if (begun && (spoiled || !element(element.position()))) {
      dropped++;
    }
    element.clear();
    spoiled = false;
  }

  /// Reads an `AudioMuxElement` (ISO/IEC 14496-3, 1.7.3.1) of `length` bytes; false when it cannot be one.
  private boolean element(int length) {
    reader.set(element, 0, length);
    if (inBand && !reader.flag()) { // useSameStreamMux
      LatmConfig said = LatmConfig.read(reader, element, 0, length, 1);
      if (said == null) {
        return false;
      }
      if (!said.equals(config)) {
        use(said);
      }
    }
    LatmConfig known = config;
    AudioFrames current = frames;
    int begin = reader.position();
    if (known == null || current == null || !isWhole(known, length)) {
      return false;
    }
    reader.set(element, 0, length).skip(begin);
    long later = 0;
    for (int i = 0; i < known.subFrames(); i++) {
      int size = payloadLength();
      for (int b = 0; b < size; b++) {
        unit.put(b, (byte) reader.number(8)); // need not begin at a byte of the element
      }
      if (size > 0 && current.append(unit, 0, size)) {
        current.finish(timestamp, wallMicros, later);
      }
      later += (long) known.audio().frameSamples() * clockRate / known.audio().sampleRate();
    }
    return true;
  }

  /// Whether the access units, and what else the configuration promises, fill the element to its last byte.
  private boolean isWhole(LatmConfig known, int length) {
    for (int i = 0; i < known.subFrames(); i++) {
      int size = payloadLength();
      if (size > length) {
        return false;
      }
      reader.skip(8 * size);
    }
    int left = 8 * length - reader.position() - known.otherBits();
    return !reader.overrun() && left >= 0 && left < 8;
  }

  /// `PayloadLengthInfo`: bytes that add up, the last below 255.
  private int payloadLength() {
    int size = 0;
    int next = 255;
    while (next == 255 && !reader.overrun()) {
      next = reader.number(8);
      size += next;
    }
    return size;
  }

  private void use(LatmConfig said) {
    AudioFrames before = frames;
    dropped += before == null ? 0 : before.dropped();
    config = said;
    AudioSpecificConfig audio = said.audio();
    var codec = new CodecConfig.Aac(audio.bytes(), audio.sampleRate(), audio.channels());
    frames = new AudioFrames(track, codec, clockRate, out, sink);
  }
}
