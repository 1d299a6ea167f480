package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import nightjar.base.Fault;
import org.junit.jupiter.api.Test;

class StretchTimesFuzzTest {
  /// Times of real files are within this of each other.
  private static final long SANE = 1L << 40;

  @FuzzTest(maxDuration = "60s")
  void whatMp4FileFindsInAStretchPlaysWithinItsTime(byte[] input) {
    Source source = Source.of(ByteBuffer.wrap(input));
    int third = input.length / 3;
    List<StretchTimes.Stretch> stretches =
        List.of(
            new StretchTimes.Stretch(0, third),
            new StretchTimes.Stretch(third + 1, 2L * third),
            new StretchTimes.Stretch(2L * third, input.length + 5_000L));
    StretchTimes.Found found;
    Mp4File file;
    try {
      found = StretchTimes.read(source, stretches);
      file = Mp4File.read(source);
    } catch (Fault fault) {
      assertThat(fault.kind()).isEqualTo(Fault.Kind.INVALID);
      return;
    }
    assertThat(found.times()).hasSize(3);
    if (found.times().stream().flatMap(Optional::stream).allMatch(StretchTimesFuzzTest::sane)) {
      file.tracks().forEach(track -> agree(track, stretches, found));
    }
  }

  private static boolean sane(StretchTimes.Time time) {
    return Math.abs(time.fromMicros()) < SANE && Math.abs(time.toMicros()) < SANE;
  }

  private static void agree(
      Mp4Track track, List<StretchTimes.Stretch> stretches, StretchTimes.Found found) {
    SampleTable samples = track.samples();
    for (int i = 0; i < samples.count(); i++) {
      long plays =
          Ticks.toMicros(samples.pts(i) - track.mediaStart(), Math.max(1, track.timescale()));
      for (int s = 0; s < stretches.size(); s++) {
        if (samples.offset(i) < stretches.get(s).to()
            && samples.offset(i) + samples.size(i) > stretches.get(s).from()
            && Math.abs(plays) < SANE
            && found.times().get(s).isPresent()) {
          StretchTimes.Time time = found.times().get(s).get();
          if (plays < time.fromMicros() || plays > time.toMicros()) {
            throw new AssertionError("sample " + i + " plays at " + plays + ", not in " + time);
          }
        }
      }
    }
  }

  @Test
  void eachFrameOfARecordingIsFoundByAnyOneOfItsBytes() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(3);
    byte[] whole = new SyntheticRecording(random).fragments(5, 6, true).file().array();
    Source source = Source.of(ByteBuffer.wrap(whole));
    Mp4Track track = Mp4File.read(source).tracks().getFirst();
    SampleTable samples = track.samples();
    assertThat(samples.count()).isGreaterThan(5);
    for (int i = 0; i < samples.count(); i++) {
      long at = samples.offset(i) + random.nextInt(samples.size(i));
      StretchTimes.Found found =
          StretchTimes.read(source, List.of(new StretchTimes.Stretch(at, at + 1)));
      long plays = Ticks.toMicros(samples.pts(i) - track.mediaStart(), track.timescale());
      assertThat(found.times().getFirst().orElseThrow().fromMicros()).isEqualTo(plays);
      assertThat(found.tablesTouched()).isFalse();
    }
    int moov = new String(whole, StandardCharsets.ISO_8859_1).indexOf("moov") + 50;
    assertThat(
            StretchTimes.read(source, List.of(new StretchTimes.Stretch(moov, moov + 1)))
                .tablesTouched())
        .isTrue();
  }

  @Test
  void damagedRecordingsDoNoHarm() {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
    byte[] whole = new SyntheticRecording(random).fragments(3, 4, true).file().array();
    for (int i = 0; i < 300; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(1, 6); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      whatMp4FileFindsInAStretchPlaysWithinItsTime(damaged);
    }
  }
}
