package nightjar.media.mp4;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The runs of one fragment of ours, which must fill its media without a hole. Owned by [FragmentScan].
final class FragmentSamples implements MovieFragment.Sink {
  private record Run(int track, long dts, SampleTable.Builder samples) {}

  private final Movie movie;
  private final List<Run> runs = new ArrayList<>();
  private long end;
  private boolean right = true;

  FragmentSamples(Movie movie, long mediaAt) {
    this.movie = movie;
    end = mediaAt;
  }

  @Override
  public Movie.@Nullable Defaults track(int id, long startDts) {
    if (id < 1 || id > movie.tracks().size() || startDts < 0) {
      right = false;
      return null;
    }
    runs.add(new Run(id - 1, startDts, new SampleTable.Builder()));
    return movie.tracks().get(id - 1).defaults();
  }

  @Override
  public boolean sample(
      long offset, int size, int duration, int composition, int flags, int descriptionIndex) {
    right &= offset == end && size >= 0 && duration >= 0;
    end += size;
    runs.getLast()
        .samples
        .add(offset, size, 0, duration, composition, SampleFlags.isSync(flags), 0);
    return right;
  }

  /// Whether the runs agree with each other and end at `mediaEnd`.
  boolean contiguousUpTo(long mediaEnd) {
    return right && !runs.isEmpty() && end == mediaEnd;
  }

  void writeTo(FrameIndexWriter index) {
    for (Run run : runs) {
      SampleTable samples = run.samples.build();
      boolean reordered = false;
      for (int i = 0; i < samples.count(); i++) {
        reordered |= samples.pts(i) != samples.dts(i);
      }
      index.run(run.track, run.dts, samples.count(), reordered);
      for (int i = 0; i < samples.count(); i++) {
        int composition = (int) (samples.pts(i) - samples.dts(i));
        index.frame(samples.duration(i), samples.size(i), composition, samples.sync(i));
      }
    }
  }
}
