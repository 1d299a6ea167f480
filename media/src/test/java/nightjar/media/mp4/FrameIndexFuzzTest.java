package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;

class FrameIndexFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void damagedIndexIsRefusedOrBounded(byte[] input) {
    FrameIndex index;
    try {
      index = FrameIndex.decode(ByteBuffer.wrap(input));
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.CORRUPT);
      return;
    }
    List<CodecConfig> configs = new ArrayList<>();
    int frames = 0;
    for (int t = 0; t < index.trackCount(); t++) {
      frames += index.track(t).count();
      configs.add(
          t == 0 && index.timescale(0) == 90_000
              ? SyntheticRecording.VIDEO
              : new CodecConfig.G711(CodecConfig.G711.Law.A, index.timescale(t), 1));
    }
    assertThat(frames).isLessThanOrEqualTo(input.length / 2);
    try {
      Piece piece = new Piece("a", index, configs);
      VirtualMp4 mp4 =
          VirtualMp4.of(
              List.of(piece, piece), Long.MIN_VALUE / 4, Long.MAX_VALUE / 4, Gaps.COLLAPSE);
      mp4.parts(0, mp4.length());
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND);
    }
  }
}
