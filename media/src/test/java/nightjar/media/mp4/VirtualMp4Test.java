package nightjar.media.mp4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualMp4Test {
  private static final List<CodecConfig> CONFIGS =
      List.of(SyntheticRecording.VIDEO, SyntheticRecording.AUDIO);

  private static RandomGenerator random(long seed) {
    return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  private static Piece piece(String key, SyntheticRecording recording) {
    return new Piece(key, FrameIndex.decode(recording.writer.index()), CONFIGS);
  }

  private static byte[] bytes(VirtualMp4 mp4, ByteBuffer file, long from, long to) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (VirtualMp4.Part part : mp4.parts(from, to)) {
      ByteBuffer bytes =
          switch (part) {
            case VirtualMp4.Memory memory -> memory.bytes().duplicate();
            case VirtualMp4.Range range -> file.slice((int) range.offset(), (int) range.length());
          };
      assertThat(part.length()).isEqualTo(bytes.remaining()).isPositive();
      byte[] copy = new byte[bytes.remaining()];
      bytes.get(copy);
      out.writeBytes(copy);
    }
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anySpanHoldsItsFramesAndTheLeadIn(boolean reordered) {
    SyntheticRecording recording = new SyntheticRecording(random(1)).fragments(20, 12, reordered);
    List<Piece> pieces = List.of(piece("a", recording));
    List<Frame> frames = recording.frames(0);
    long length = frames.getLast().wallMicros() - SyntheticRecording.START;
    for (long seed = 0; seed < 200; seed++) {
      RandomGenerator random = random(seed);
      long from = SyntheticRecording.START + random.nextLong(length - 200_000);
      long to = from + 200_000 + random.nextLong(length);
      VirtualMp4 mp4 = VirtualMp4.of(pieces, from, to, Gaps.KEEP);
      byte[] file = bytes(mp4, recording.file(), 0, mp4.length());
      assertThat(file.length).as("seed %d", seed).isEqualTo(mp4.length());
      List<Mp4Track> tracks = Mp4File.read(Source.of(ByteBuffer.wrap(file))).tracks();
      assertPictures(tracks.getFirst(), file, frames, from, to, "seed " + seed);
      assertThat(mp4.durationMicros()).as("seed %d", seed).isBetween(0L, to - from + 12);
    }
  }

  /// The samples are the source's frames one after the other from a sync frame on, at least all that play in the span, and the
  /// first edit begins at the span.
  private static void assertPictures(
      Mp4Track track, byte[] file, List<Frame> frames, long from, long to, String what) {
    SampleTable samples = track.samples();
    int first = 0;
    while (!ByteBuffer.wrap(content(file, samples, 0)).equals(frames.get(first).bytes())) {
      first++;
    }
    assertThat(frames.get(first).sync()).as(what).isTrue();
    for (int i = 0; i < samples.count(); i++) {
      Frame frame = frames.get(first + i);
      assertThat(ByteBuffer.wrap(content(file, samples, i))).as(what).isEqualTo(frame.bytes());
      assertThat(samples.sync(i)).as(what).isEqualTo(frame.sync());
      assertThat(samples.dts(i)).as(what).isEqualTo(frame.dts() - frames.get(first).dts());
    }
    for (int i = 0; i < frames.size(); i++) {
      boolean plays = frames.get(i).wallMicros() >= from && frames.get(i).wallMicros() < to;
      boolean held = i >= first && i < first + samples.count();
      assertThat(held || !plays).as("%s frame %d", what, i).isTrue();
    }
  }

  private static byte[] content(byte[] file, SampleTable samples, int i) {
    int at = (int) samples.offset(i);
    return Arrays.copyOfRange(file, at, at + samples.size(i));
  }

  @Test
  void anyByteRangeIsThatPartOfTheWhole() {
    SyntheticRecording recording = new SyntheticRecording(random(2)).fragments(6, 6, true);
    ByteBuffer file = recording.file();
    VirtualMp4 mp4 =
        VirtualMp4.of(
            List.of(piece("a", recording)),
            SyntheticRecording.START + 100_000,
            SyntheticRecording.START + 600_000,
            Gaps.KEEP);
    byte[] whole = bytes(mp4, file, 0, mp4.length());
    RandomGenerator random = random(3);
    for (int i = 0; i < 500; i++) {
      int from = random.nextInt(whole.length + 1);
      int to = random.nextInt(from, whole.length + 1);
      assertThat(bytes(mp4, file, from, to)).isEqualTo(Arrays.copyOfRange(whole, from, to));
    }
    assertThatThrownBy(() -> mp4.parts(0, mp4.length() + 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void etagIsThatOfTheContent() {
    SyntheticRecording recording = new SyntheticRecording(random(4)).fragments(6, 6, true);
    long from = SyntheticRecording.START;
    long to = from + 200_000;
    List<String> etags = new ArrayList<>();
    etags.add(VirtualMp4.of(List.of(piece("a", recording)), from, to, Gaps.KEEP).etag());
    etags.add(VirtualMp4.of(List.of(piece("b", recording)), from, to, Gaps.KEEP).etag());
    etags.add(VirtualMp4.of(List.of(piece("a", recording)), from, to - 99, Gaps.KEEP).etag());

    assertThat(etags).doesNotHaveDuplicates();
    assertThat(VirtualMp4.of(List.of(piece("a", recording)), from, to, Gaps.KEEP).etag())
        .isEqualTo(etags.getFirst());
  }

  @Test
  void spanWithoutPictureIsNotFound() {
    SyntheticRecording recording = new SyntheticRecording(random(5)).fragments(1, 6, true);
    long before = SyntheticRecording.START - 1_000_000;

    assertThatThrownBy(() ->
            VirtualMp4.of(List.of(piece("a", recording)), before, before + 500_000, Gaps.KEEP))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.kind()).isEqualTo(Fault.Kind.NOT_FOUND));
  }

  @Test
  void moreThanFourGigabytesHaveWideOffsets() {
    FrameIndexWriter index = new FrameIndexWriter(1_000, CONFIGS);
    index.zeroWallMicros(SyntheticRecording.START);
    for (int fragment = 0; fragment < 3; fragment++) {
      index.run(0, fragment * 180_000L, 2, false);
      index.frame(90_000, 1_000_000_000, 0, true);
      index.frame(90_000, 1_000_000_000, 0, false);
      index.fragment(500);
    }
    Piece piece = new Piece("large", FrameIndex.decode(index.written()), CONFIGS);
    VirtualMp4 mp4 =
        VirtualMp4.of(List.of(piece), SyntheticRecording.START, Long.MAX_VALUE / 2, Gaps.KEEP);
    ByteBuffer head = ((VirtualMp4.Memory) mp4.parts(0, 2_000).getFirst()).bytes();
    Source sparse =
        new Source() {
          @Override
          public long length() {
            return mp4.length();
          }

          @Override
          public int read(long position, ByteBuffer into) {
            return position < head.limit() ? Source.of(head).read(position, into) : 0;
          }
        };
    SampleTable samples = Mp4File.read(sparse).tracks().getFirst().samples();

    assertThat(mp4.length()).isEqualTo(6_000_000_000L + head.limit());
    assertThat(samples.count()).isEqualTo(6);
    assertThat(samples.offset(5)).isEqualTo(5_000_000_000L + head.limit());
    assertThat(mp4.parts(mp4.length() - 10, mp4.length()))
        .containsExactly(new VirtualMp4.Range("large", 1_000 + 1_500 + 6_000_000_000L - 10, 10));
  }
}
