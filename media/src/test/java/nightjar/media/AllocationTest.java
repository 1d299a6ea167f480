package nightjar.media;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Map;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.FrameBuilder;
import nightjar.media.frame.SlabPool;
import nightjar.media.h264.H264Depacketizer;
import nightjar.media.h264.H264Packetizer;
import nightjar.media.h265.H265Depacketizer;
import nightjar.media.h265.H265Packetizer;
import nightjar.media.rtp.Depacketizer;
import nightjar.media.rtp.Encoding;
import nightjar.media.rtp.Packetizer;
import nightjar.media.rtp.RtpPacket;
import org.junit.jupiter.api.Test;

/// What the media path costs the garbage collector: a frame's record and nearly nothing else.
class AllocationTest {
  private static final int FRAMES = 20_000;
  private static final int MOST_BYTES_A_FRAME = 256;

  @Test
  void h264AllocatesNextToNothing() {
    Encoding encoding =
        new Encoding(
            "H264",
            96,
            90_000,
            0,
            Map.of("sprop-parameter-sets", "Z0LADdkBQfsBEAAAAwAQAAADAyDxQqSA,aMuDyyA="));
    ByteBuffer sync = sample(0x65, 0x88);
    ByteBuffer other = sample(0x41, 0x9a);
    measure(
        "H.264",
        (out, sink) -> new H264Depacketizer(0, encoding, out, sink),
        config -> new H264Packetizer((CodecConfig.Avc) config, 1400),
        sync,
        other);
  }

  @Test
  void h265AllocatesNextToNothing() {
    Encoding encoding =
        new Encoding(
            "H265",
            96,
            90_000,
            0,
            Map.of(
                "sprop-vps", "QAEMAf//AWAAAAMAkAAAAwAAAwA/lZgJ",
                "sprop-sps", "QgEBAWAAAAMAkAAAAwAAAwA/oAUSAWnJWWVmkkyvAWgIAAADAAgAAAMAyEA=",
                "sprop-pps", "RAHBcrRiQA=="));
    measure(
        "H.265",
        (out, sink) -> new H265Depacketizer(0, encoding, out, sink),
        config -> new H265Packetizer((CodecConfig.Hevc) config, 1400),
        sample(0x28, 0x01),
        sample(0x02, 0x01));
  }

  private static void measure(
      String name,
      java.util.function.BiFunction<FrameBuilder, nightjar.media.frame.FrameSink, Depacketizer>
          make,
      java.util.function.Function<CodecConfig, Packetizer> packetizerFor,
      ByteBuffer sync,
      ByteBuffer other) {
    SlabPool pool = new SlabPool(1 << 20, 16 << 20);
    CodecConfig[] config = new CodecConfig[1];
    long[] count = new long[1];
    Depacketizer depacketizer =
        make.apply(
            new FrameBuilder(pool, 1 << 20),
            frame -> {
              config[0] = frame.config();
              count[0]++;
            });
    RtpPacket packet = new RtpPacket();
    packet.set(sync, 4, sync.limit() - 4, 0, 0, 0, true, 0);
    depacketizer.accept(packet);
    depacketizer.flush();
    Packetizer packetizer = packetizerFor.apply(config[0]);
    ByteBuffer payload = ByteBuffer.allocateDirect(1500);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = 0;
    for (int i = 1; i <= 2 * FRAMES; i++) {
      if (i == FRAMES + 1) {
        before = threads.getCurrentThreadAllocatedBytes();
      }
      boolean key = i % 50 == 0;
      ByteBuffer sample = key ? sync : other;
      packetizer.begin(sample, 0, sample.limit(), key);
      while (packetizer.next(payload.clear())) {
        packet.set(
            payload, 0, payload.position(), i, 3600L * i, 40_000L * i, packetizer.marker(), 0);
        depacketizer.accept(packet);
      }
    }
    long bytes = (threads.getCurrentThreadAllocatedBytes() - before) / FRAMES;
    depacketizer.close();
    System.out.println(name + ": " + bytes + " bytes allocated for a frame of 16 packets and back");
    assertThat(count[0]).isEqualTo(2L * FRAMES + 1);
    assertThat(bytes).isLessThan(MOST_BYTES_A_FRAME);
  }

  /// One slice of 20 kB behind its length, with a first byte of slice header that begins a picture.
  private static ByteBuffer sample(int header, int second) {
    ByteBuffer sample = ByteBuffer.allocateDirect(20_004);
    sample.putInt(20_000);
    while (sample.hasRemaining()) {
      sample.put((byte) 0x77);
    }
    return sample.put(4, (byte) header).put(5, (byte) second).put(6, (byte) 0xe0).clear();
  }
}
