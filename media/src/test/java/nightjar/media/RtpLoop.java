package nightjar.media;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BiFunction;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.FrameSink;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Packetizer;
import nightjar.media.rtp.RtpPacket;

/// A depacketizer with packets put in by hand or by a packetizer, and its frames kept for a test to look at.
public final class RtpLoop implements AutoCloseable {
  /// A frame with its bytes copied out.
  public record Kept(
      CodecConfig config, long dts, long pts, long wallMicros, boolean sync, Bytes bytes) {}

  public static final int MAX_FRAME = 1 << 20;

  public final List<Kept> frames = new ArrayList<>();
  public final SlabPool pool = new SlabPool(1 << 16, 64 << 20);
  public final Depacketizer depacketizer;
  private final RtpPacket packet = new RtpPacket();
  private int sequence;
  private int lost;

  public RtpLoop(BiFunction<FrameBuilder, FrameSink, Depacketizer> make) {
    this(make, MAX_FRAME);
  }

  public RtpLoop(BiFunction<FrameBuilder, FrameSink, Depacketizer> make, int maxFrame) {
    depacketizer = make.apply(new FrameBuilder(pool, maxFrame), this::keep);
  }

  /// The next packet will say that `packets` before it are missing.
  public RtpLoop lose(int packets) {
    lost += packets;
    sequence += packets;
    return this;
  }

  public RtpLoop send(String hex, long timestamp, boolean marker) {
    byte[] payload = HexFormat.of().parseHex(hex.replace(" ", ""));
    return send(ByteBuffer.wrap(payload), 0, payload.length, timestamp, marker);
  }

  public RtpLoop send(ByteBuffer source, int offset, int length, long timestamp, boolean marker) {
    long wallMicros = 1_000_000L + timestamp * 100 / 9;
    packet.set(source, offset, length, sequence++ & 0xffff, timestamp, wallMicros, marker, lost);
    lost = 0;
    depacketizer.accept(packet);
    return this;
  }

  /// Sends a whole sample.
  ///
  /// @return how many packets it took
  public int send(Packetizer packetizer, Bytes sample, long timestamp, boolean sync) {
    ByteBuffer out = ByteBuffer.allocate(65_536);
    packetizer.begin(sample.buffer(), 0, sample.size(), sync);
    int packets = 0;
    while (packetizer.next(out)) {
      send(out.flip(), 0, out.limit(), timestamp, packetizer.marker());
      out.clear();
      packets++;
    }
    return packets;
  }

  /// Sends what a fuzzer made: each packet behind four bytes, its length (little end first), flags and a step in time.
  public RtpLoop feed(byte[] input) {
    ByteBuffer source = ByteBuffer.wrap(input);
    long timestamp = 0;
    for (int next = 0; next + 4 <= input.length; ) {
      int length = (input[next] & 0xff) | ((input[next + 1] & 0x3f) << 8);
      int flags = input[next + 2];
      timestamp += (flags & 2) != 0 ? (long) input[next + 3] << 24 : 10L * input[next + 3];
      next += 4;
      length = Math.min(length, input.length - next);
      if ((flags & 4) != 0) {
        lose(1);
      }
      send(source, next, length, timestamp, (flags & 1) != 0);
      next += length;
    }
    return flush();
  }

  public RtpLoop flush() {
    depacketizer.flush();
    return this;
  }

  public List<Bytes> samples() {
    return frames.stream().map(Kept::bytes).toList();
  }

  /// Every instance of a configuration, in order, once for as long as it stayed the same.
  @SuppressWarnings("ReferenceEquality") // instances are the contract
  public List<CodecConfig> configs() {
    List<CodecConfig> seen = new ArrayList<>();
    for (Kept frame : frames) {
      if (seen.isEmpty() || seen.getLast() != frame.config()) {
        seen.add(frame.config());
      }
    }
    return seen;
  }

  @Override
  public void close() {
    depacketizer.close();
    if (pool.lentSlabs() != 0) {
      throw new AssertionError(pool.lentSlabs() + " slabs not given back");
    }
  }

  private void keep(Frame frame) {
    ByteBuffer view = frame.bytes();
    frames.add(
        new Kept(
            frame.config(),
            frame.dts(),
            frame.pts(),
            frame.wallMicros(),
            frame.sync(),
            Bytes.copyOf(view, 0, view.remaining())));
  }
}
