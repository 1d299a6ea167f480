package nightjar.recorder.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.frame.Slab;
import nightjar.media.frame.SlabPool;
import org.junit.jupiter.api.Test;

class PictureFirstTest {
  private static final CodecConfig CONFIG = new CodecConfig.Avc(List.of(), List.of(), 16, 16);

  private final SlabPool pool = new SlabPool(64, 1 << 16);
  private final List<String> passed = new ArrayList<>();
  private final PictureFirst sink =
      new PictureFirst(frame -> passed.add(frame.track() + "@" + frame.wallMicros()));

  @Test
  void soundOfTheFirstPictureComesBehindIt() {
    frame(1, 80, true);
    frame(1, 100, true);
    frame(1, 120, true);
    frame(0, 100, true);
    frame(1, 140, true);
    frame(0, 140, false);
    assertThat(passed).containsExactly("0@100", "1@100", "1@120", "1@140", "0@140");
    assertThat(pool.lentSlabs()).isZero();
  }

  @Test
  void pictureThatCannotBeginIsNotWaitedFor() {
    frame(0, 60, false);
    frame(1, 80, true);
    frame(0, 80, true);
    assertThat(passed).containsExactly("0@60", "0@80", "1@80");
  }

  @Test
  void soundWithoutAPictureIsBoundedAndLetGo() {
    for (int i = 0; i < 1_000; i++) {
      frame(1, i, true);
    }
    assertThat(pool.lentSlabs()).isLessThan(100);
    sink.close();
    assertThat(pool.lentSlabs()).isZero();
    assertThat(passed).isEmpty();
  }

  private void frame(int track, long wallMicros, boolean sync) {
    Slab slab = pool.take(1);
    sink.frame(new Frame(track, CONFIG, wallMicros, wallMicros, wallMicros, sync, slab, 0, 1));
    slab.release();
  }
}
