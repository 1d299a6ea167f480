package nightjar.media.nal;

import static org.assertj.core.api.Assertions.assertThat;

import nightjar.base.Bytes;
import org.junit.jupiter.api.Test;

class InBandSetsTest {
  private final InBandSets sets = new InBandSets();

  @Test
  void aSetThatIsRepeatedIsKeptOnce() {
    sets.add(Bytes.of((byte) 1));
    sets.add(Bytes.of((byte) 2));
    sets.add(Bytes.of((byte) 1));
    assertThat(sets.sets()).containsExactly(Bytes.of((byte) 1), Bytes.of((byte) 2));
  }

  @Test
  void ofSetsWithoutEndTheNewestStay() {
    for (int i = 0; i < 100 * InBandSets.MOST; i++) {
      sets.add(Bytes.of((byte) (i >> 8), (byte) i));
    }
    int last = 100 * InBandSets.MOST - 1;
    assertThat(sets.sets())
        .hasSize(InBandSets.MOST)
        .last()
        .isEqualTo(Bytes.of((byte) (last >> 8), (byte) last));
  }
}
