package nightjar.cli.kiosk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import nightjar.recorder.monitor.Wish;

class TileFuzzTest {
  @FuzzTest(maxDuration = "60s")
  void onlyWholeListsAreUnderstood(FuzzedDataProvider data) {
    assertThat(Tile.read(data.consumeRemainingAsString()))
        .hasSizeLessThanOrEqualTo(Tile.MOST)
        .allSatisfy(tile -> assertThat(tile.wish().v()).isEqualTo(Wish.VERSION));
  }
}
