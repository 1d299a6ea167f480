package nightjar.media.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTimesTest {
  private static final int TICKS = 3600;

  private final DecodeTimes times = new DecodeTimes(90_000);
  private final List<Long> dts = new ArrayList<>();
  private final List<Long> pts = new ArrayList<>();

  @Test
  void dtsIsPtsWithoutReordering() {
    times.reorderDepth(0);
    feed(0, 1, 2, 3, 4);
    assertThat(dts).isEqualTo(pts).containsExactly(0L, 3600L, 7200L, 10_800L, 14_400L);
  }

  @Test
  void quirk55_bFramesDecodeInOrderBeforeTheyShow() {
    times.reorderDepth(2);
    feed(0, 4, 2, 1, 3, 8, 6, 5, 7);
    assertThat(pts).containsExactly(ticks(0, 4, 2, 1, 3, 8, 6, 5, 7));
    assertThat(dts).isSorted().doesNotHaveDuplicates();
    assertThat(dts.subList(2, 9)).containsExactly(ticks(0, 1, 2, 3, 4, 5, 6));
    assertNothingShownBeforeDecoded();
  }

  @Test
  void quirk55_unsaidDepthIsLearnedFromTheFirstBFrames() {
    times.unknownReorderDepth();
    feed(0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11);
    assertThat(dts).isSorted().doesNotHaveDuplicates();
    assertThat(pts).containsExactly(ticks(0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11));
    assertThat(dts.subList(7, 13)).containsExactly(ticks(6, 7, 8, 9, 10, 11));
  }

  @Test
  void quirk55_firstFramesDecodeOneToldFrameApart() {
    times.reorderDepth(2);
    times.usualInterval(3017);
    for (int frame : new int[] {0, 4, 2, 1, 3, 8, 6, 5, 7}) {
      next(3017L * frame, 0);
    }
    assertThat(dts.getFirst()).isEqualTo(-2 * 3017);
    for (int i = 1; i < dts.size(); i++) {
      assertThat(dts.get(i) - dts.get(i - 1)).as("frame %d", i).isEqualTo(3017);
    }
  }

  @Test
  void quirk55_firstFramesDecodeEvenlyWhereNoFrameRateIsTold() {
    times.reorderDepth(2);
    for (int frame : new int[] {0, 4, 2, 1, 3}) {
      next(6000L * frame, 0);
    }
    assertThat(dts).containsExactly(-7200L, -3600L, 0L, 6000L, 12_000L);
  }

  @Test
  void clockSetBackContinuesByWallTime() {
    times.reorderDepth(0);
    next(900_000, 10_000_000);
    next(903_600, 10_040_000);
    next(5_000, 10_090_000);
    next(8_600, 10_130_000);
    assertThat(pts).isEqualTo(dts).containsExactly(900_000L, 903_600L, 908_100L, 911_700L);
  }

  @Test
  void clockSetFarAheadAndBackNeverStalls() {
    times.reorderDepth(0);
    next(0, 0);
    next(3600, 40_000);
    next(3600L + 90_000 * 3600, 80_000);
    next(7200L + 90_000 * 3600, 120_000);
    next(18_000, 160_000);
    assertThat(dts).containsExactly(0L, 3600L, 7200L, 10_800L, 14_400L);
  }

  @Test
  void gapThatTheWallClockConfirmsStaysAGap() {
    times.reorderDepth(0);
    next(0, 0);
    next(90_000 * 60, 60_000_000);
    assertThat(dts).containsExactly(0L, 5_400_000L);
  }

  @Test
  void smallStepBackIsWaitedOutWithoutDrift() {
    times.reorderDepth(0);
    feed(10, 11, 12, 11, 13, 14);
    assertThat(dts)
        .containsExactly(36_000L, 39_600L, 43_200L, 43_201L, 46_800L, 50_400L)
        .isEqualTo(pts);
  }

  @Test
  void frozenTimestampsStillIncrease() {
    times.reorderDepth(0);
    feed(5, 5, 5, 6);
    assertThat(dts).containsExactly(18_000L, 18_001L, 18_002L, 21_600L);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void dtsStrictlyIncreasesWhateverTheTimestampsDo(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    long timestamp = 0;
    long wall = 0;
    for (int i = 0; i < 5_000; i++) {
      switch (random.nextInt(60)) {
        case 0 -> timestamp = random.nextLong(-1L << 40, 1L << 40);
        case 1 -> wall = random.nextLong(-1L << 50, 1L << 50);
        case 2 -> times.reorderDepth(random.nextInt(20));
        case 3 -> times.unknownReorderDepth();
        default -> timestamp += random.nextInt(-8000, 16_000);
      }
      wall += 40_000;
      times.next(timestamp, wall, random.nextBoolean());
      dts.add(times.dts());
      pts.add(times.pts());
    }
    assertThat(dts).isSorted().doesNotHaveDuplicates();
  }

  private void feed(int... frames) {
    for (int frame : frames) {
      next((long) frame * TICKS, frame * 40_000L);
    }
  }

  private void next(long timestamp, long wallMicros) {
    times.next(timestamp, wallMicros, true);
    dts.add(times.dts());
    pts.add(times.pts());
  }

  private void assertNothingShownBeforeDecoded() {
    for (int i = 0; i < dts.size(); i++) {
      assertThat(dts.get(i)).as("frame %d", i).isLessThanOrEqualTo(pts.get(i));
    }
  }

  private static Long[] ticks(int... frames) {
    Long[] ticks = new Long[frames.length];
    for (int i = 0; i < frames.length; i++) {
      ticks[i] = (long) frames[i] * TICKS;
    }
    return ticks;
  }
}
