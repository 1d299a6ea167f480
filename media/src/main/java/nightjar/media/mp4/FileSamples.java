package nightjar.media.mp4;

import java.util.ArrayList;
import java.util.List;
import nightjar.media.codec.CodecConfig;
import org.jspecify.annotations.Nullable;

/// Collects the samples of a file's tracks, first of `stbl`, then of each `moof`. Owned by [Mp4File#read].
final class FileSamples implements MovieFragment.Sink {
  /// A track with a coding we know.
  private static final class Known {
    final Movie.Track track;
    final List<CodecConfig> configs = new ArrayList<>();

    /// Index into `configs` by index of sample entry; -1 where that is unknown.
    final int[] configOf;

    final SampleTable.Builder samples = new SampleTable.Builder();
    long nextDts;

    Known(Movie.Track track) {
      this.track = track;
      configOf = new int[track.entries().size()];
      for (int i = 0; i < configOf.length; i++) {
        CodecConfig config = track.entries().get(i).config();
        configOf[i] = config == null ? -1 : configs.size();
        if (config != null) {
          configs.add(config);
        }
      }
    }
  }

  /// Two weeks at 25 frames a second.
  private static final int MAX_SAMPLES = 30_000_000;

  private final List<Known> known = new ArrayList<>();
  private final long fileLength;

  /// Samples that may still be told: one a byte of the file, so that a small file can not claim much memory.
  private long budget;

  private @Nullable Known current;

  FileSamples(Movie movie, long fileLength) {
    this.fileLength = fileLength;
    budget = Math.min(fileLength, MAX_SAMPLES);
    for (Movie.Track track : movie.tracks()) {
      Known candidate = new Known(track);
      if (!candidate.configs.isEmpty()) {
        known.add(candidate);
        current = candidate;
        new SampleTables(track.table(), this::sample).read();
      }
    }
  }

  @Override
  public Movie.@Nullable Defaults track(int id, long startDts) {
    current = null;
    for (Known candidate : known) {
      if (candidate.track.id() == id) {
        current = candidate;
        if (startDts >= 0) {
          candidate.nextDts = startDts;
        }
        return candidate.track.defaults();
      }
    }
    return null;
  }

  @Override
  public boolean sample(
      long offset, int size, int duration, int composition, int flags, int descriptionIndex) {
    if (current == null || --budget < 0 || size < 0) {
      return false;
    }
    long dts = current.nextDts;
    current.nextDts += duration & 0xffffffffL;
    int entry = descriptionIndex - 1;
    int config = entry >= 0 && entry < current.configOf.length ? current.configOf[entry] : -1;
    if (config >= 0 && size > 0 && offset >= 0 && offset <= fileLength - size) {
      boolean sync = SampleFlags.isSync(flags);
      current.samples.add(
          offset,
          size,
          dts,
          duration < 0 ? Integer.MAX_VALUE : duration,
          composition,
          sync,
          config);
    }
    return true;
  }

  List<Mp4Track> tracks() {
    List<Mp4Track> tracks = new ArrayList<>();
    for (Known one : known) {
      int nalLengthSize =
          one.track.entries().stream().mapToInt(SampleEntryReader::nalLengthSize).max().orElse(0);
      tracks.add(
          new Mp4Track(
              one.track.id(),
              one.configs,
              nalLengthSize,
              one.track.timescale(),
              one.track.mediaStart(),
              one.samples.build()));
    }
    return List.copyOf(tracks);
  }
}
