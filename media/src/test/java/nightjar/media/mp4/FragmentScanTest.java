package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import nightjar.media.frame.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FragmentScanTest {
  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static FragmentScan open(ByteBuffer file) {
    return Objects.requireNonNull(
        FragmentScan.open(Source.of(file), FragmentScan.Depth.MEDIA), "no beginning");
  }

  private static List<FragmentScan.Step> steps(FragmentScan scan) {
    List<FragmentScan.Step> steps = new ArrayList<>();
    do {
      steps.add(scan.next());
    } while (!(steps.getLast() instanceof FragmentScan.End));
    return steps;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void wholeFileIsFoundWholeWithTheWritersOwnIndex(boolean reordered) {
    SyntheticRecording recording = new SyntheticRecording(random(1)).fragments(5, 30, reordered);
    FragmentScan scan = open(recording.file());

    List<FragmentScan.Step> steps = steps(scan);

    assertThat(scan.header()).isEqualTo(recording.header);
    assertThat(scan.configs()).containsExactly(SyntheticRecording.VIDEO, SyntheticRecording.AUDIO);
    assertThat(steps)
        .hasSize(6)
        .last()
        .isEqualTo(new FragmentScan.End(recording.file().limit(), true));
    for (int i = 0; i < 5; i++) {
      FragmentScan.Whole whole = (FragmentScan.Whole) steps.get(i);
      assertThat(whole.offset()).isEqualTo(recording.extents.get(i).offset());
      assertThat(whole.length()).isEqualTo(recording.extents.get(i).length());
      assertThat(whole.sequence()).isEqualTo(i + 1);
    }
    assertThat(scan.index()).isEqualTo(recording.writer.index());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void indexTellsEveryFrameAsItWasWritten(boolean reordered) {
    SyntheticRecording recording = new SyntheticRecording(random(2)).fragments(4, 25, reordered);
    FrameIndex index = FrameIndex.decode(recording.writer.index());
    ByteBuffer file = recording.file();

    assertThat(index.fileLength()).isEqualTo(file.limit());
    for (int track = 0; track < 2; track++) {
      SampleTable samples = index.track(track);
      List<Frame> frames = recording.frames(track);
      assertThat(samples.count()).isEqualTo(frames.size());
      for (int i = 0; i < frames.size(); i++) {
        Frame frame = frames.get(i);
        Frame first = frames.getFirst();
        assertThat(file.slice((int) samples.offset(i), samples.size(i))).isEqualTo(frame.bytes());
        assertThat(samples.dts(i) - samples.dts(0)).isEqualTo(frame.dts() - first.dts());
        assertThat(samples.pts(i) - samples.dts(i)).isEqualTo(frame.pts() - frame.dts());
        assertThat(samples.sync(i)).isEqualTo(frame.sync());
        assertThat(index.wallMicros(track, samples.pts(i)))
            .isBetween(frame.wallMicros() - 130, frame.wallMicros() + 130);
      }
    }
  }

  @Test
  void prefixOfIndexIsIndexOfFileSoFar() {
    SyntheticRecording recording = new SyntheticRecording(random(3)).fragments(6, 9, true);
    for (int i = 0; i < 6; i++) {
      FrameIndex index =
          FrameIndex.decode(recording.writer.index().limit(recording.indexSizes.get(i)));
      SyntheticRecording.Extent extent = recording.extents.get(i);
      assertThat(index.fileLength()).isEqualTo(extent.offset() + extent.length());
    }
  }

  @Test
  void cutAtEveryByteYieldsExactlyTheWholeFragments() {
    SyntheticRecording recording = new SyntheticRecording(random(4)).fragments(4, 3, true);
    ByteBuffer file = recording.file();
    int init = recording.extents.getFirst().offset();
    for (int cut = 0; cut <= file.limit(); cut++) {
      FragmentScan scan =
          FragmentScan.open(Source.of(file.slice(0, cut)), FragmentScan.Depth.MEDIA);
      if (cut < init) {
        assertThat(scan).as("cut at %d", cut).isNull();
        continue;
      }
      int whole = 0;
      int end = init;
      for (SyntheticRecording.Extent extent : recording.extents) {
        if (extent.offset() + extent.length() <= cut) {
          whole++;
          end = extent.offset() + extent.length();
        }
      }
      List<FragmentScan.Step> steps = steps(Objects.requireNonNull(scan));
      assertThat(steps).as("cut at %d", cut).hasSize(whole + 1);
      assertThat(steps.getLast()).isEqualTo(new FragmentScan.End(end, end == cut));
      assertThat(FrameIndex.decode(scan.index()).fileLength()).isEqualTo(end);
    }
  }

  @Test
  void everyFlippedBitIsNoticedAndOthersFragmentsStayWhole() {
    SyntheticRecording recording = new SyntheticRecording(random(5)).fragments(3, 2, false);
    ByteBuffer file = recording.file();
    RandomGenerator random = random(6);
    SyntheticRecording.Extent second = recording.extents.get(1);
    for (int at = second.offset(); at < second.offset() + second.length(); at++) {
      byte right = file.get(at);
      file.put(at, (byte) (right ^ 1 << random.nextInt(8)));
      List<FragmentScan.Step> steps = steps(open(file));
      file.put(at, right);
      assertThat(steps.getFirst()).isInstanceOf(FragmentScan.Whole.class);
      switch (steps.get(1)) {
        case FragmentScan.End end -> {
          assertThat(at).isLessThan(second.offset() + FragmentHeader.SIZE);
          assertThat(end).isEqualTo(new FragmentScan.End(second.offset(), false));
        }
        case FragmentScan.Damaged damaged -> {
          assertThat(damaged.offset()).isEqualTo(second.offset());
          assertThat(damaged.length()).isEqualTo(second.length());
          assertThat(steps.get(2)).isInstanceOf(FragmentScan.Whole.class);
        }
        case FragmentScan.Whole _ -> throw new AssertionError("flip at " + at + " unseen");
      }
    }
  }

  @Test
  void flippedBitBeforeFirstFragmentIsNoticed() {
    SyntheticRecording recording = new SyntheticRecording(random(7)).fragments(1, 1, false);
    ByteBuffer file = recording.file();
    // ftyp only names brands: nothing depends on it
    for (int at = 32; at < recording.extents.getFirst().offset(); at++) {
      file.put(at, (byte) (file.get(at) ^ 0x10));
      assertThat(FragmentScan.open(Source.of(file), FragmentScan.Depth.HEADS))
          .as("flip at %d", at)
          .isNull();
      file.put(at, (byte) (file.get(at) ^ 0x10));
    }
  }

  @Test
  void headsOnlyMissesMediaButNotHeads() {
    SyntheticRecording recording = new SyntheticRecording(random(8)).fragments(2, 2, false);
    ByteBuffer file = recording.file();
    file.put(file.limit() - 1, (byte) (file.get(file.limit() - 1) ^ 1));
    FragmentScan heads =
        Objects.requireNonNull(FragmentScan.open(Source.of(file), FragmentScan.Depth.HEADS));

    assertThat(steps(heads))
        .hasOnlyElementsOfTypes(FragmentScan.Whole.class, FragmentScan.End.class);
    assertThat(steps(open(file)).get(1))
        .isEqualTo(
            new FragmentScan.Damaged(
                recording.extents.get(1).offset(), recording.extents.get(1).length(), 2, true));
  }

  @Test
  void zerosBehindTheEndAreNoFragments() {
    SyntheticRecording recording = new SyntheticRecording(random(9)).fragments(2, 2, false);
    ByteBuffer file = recording.file();
    ByteBuffer longer = ByteBuffer.allocate(file.limit() + 4096).put(0, file, 0, file.limit());

    assertThat(steps(open(longer)).getLast()).isEqualTo(new FragmentScan.End(file.limit(), false));
  }
}
