package nightjar.media.h265;

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

class H265RoundTripTest {
  /// Packets are lost at random; the frames they belong to are missing, every other frame is whole.
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {0, 11, 12, 13, 14, 15, 16, 17, 18})
  void lossCostsOnlyTheFramesItTouches(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int mtu = 64 + random.nextInt(1400);
    Packetizer packetizer = H265Packetizer.withoutParameterSets(mtu);
    ByteBuffer out = ByteBuffer.allocate(4096);
    List<Bytes> whole = new ArrayList<>();
    try (RtpLoop loop = H265Streams.loop()) {
      int damaged = 0;
      for (int i = 0; i < 200; i++) {
        Bytes sample = H265Streams.random(random, i == 0, 1 + random.nextInt(3), 4000);
        boolean intact = true;
        packetizer.begin(sample.buffer(), 0, sample.size(), i == 0);
        while (packetizer.next(out.clear())) {
          if (i > 0 && seed > 0 && random.nextInt(20) == 0) {
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
      assertThat(loop.samples()).isEqualTo(whole);
      assertThat(loop.depacketizer.dropped()).isBetween(Math.min(1L, damaged), (long) damaged);
    }
  }
}
