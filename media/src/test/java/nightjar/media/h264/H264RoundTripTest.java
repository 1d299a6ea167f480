package nightjar.media.h264;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import nightjar.base.Bytes;
import nightjar.media.RtpLoop;
import nightjar.media.rtp.Packetizer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class H264RoundTripTest {
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void samplesComeBackAsTheyWere(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int mtu = 64 + random.nextInt(3000);
    boolean outOfBand = random.nextBoolean();
    Packetizer packetizer =
        outOfBand
            ? H264Packetizer.withoutParameterSets(mtu)
            : new H264Packetizer(H264Streams.config(), mtu);
    List<Bytes> sent = new ArrayList<>();
    try (RtpLoop loop = outOfBand ? H264Streams.loop() : H264Streams.loop(H264Streams.encoding())) {
      for (int i = 0; i < 60; i++) {
        boolean sync = i % 10 == 0;
        Bytes slices = H264Streams.random(random, sync, 1 + random.nextInt(4), 6000);
        Bytes sample = random.nextBoolean() ? H264Streams.behindSei(slices) : slices;
        sent.add(sample);
        loop.send(packetizer, sample, 3600L * i, sync);
      }
      loop.flush();
      assertThat(loop.samples()).isEqualTo(sent);
      assertThat(loop.depacketizer.dropped()).isZero();
      assertThat(loop.configs()).containsExactly(H264Streams.config());
      assertThat(loop.frames).allMatch(f -> f.dts() == f.pts());
    }
  }

  /// Packets are lost at random; the frames they belong to are missing, every other frame is whole.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
  void lossCostsOnlyTheFramesItTouches(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int mtu = 64 + random.nextInt(1400);
    Packetizer packetizer = H264Packetizer.withoutParameterSets(mtu);
    ByteBuffer out = ByteBuffer.allocate(4096);
    List<Bytes> whole = new ArrayList<>();
    try (RtpLoop loop = H264Streams.loop()) {
      int damaged = 0;
      for (int i = 0; i < 200; i++) {
        Bytes sample = H264Streams.random(random, i == 0, 1 + random.nextInt(3), 4000);
        boolean intact = true;
        packetizer.begin(sample.buffer(), 0, sample.size(), i == 0);
        while (packetizer.next(out.clear())) {
          if (i > 0 && random.nextInt(20) == 0) {
            loop.lose(1);
            intact = false;
          } else {
            loop.send(out.flip(), 0, out.limit(), 3600L * i, packetizer.marker());
          }
        }
        if (intact) {
          whole.add(sample);
        } else {
          damaged++;
        }
      }
      assertThat(damaged).isPositive();
      assertThat(loop.samples()).isEqualTo(whole);
      assertThat(loop.depacketizer.dropped()).isBetween(1L, (long) damaged);
    }
  }
}
