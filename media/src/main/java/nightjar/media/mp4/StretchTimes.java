package nightjar.media.mp4;

import java.util.List;
import java.util.Optional;

/// When that plays which lies in some stretches of an MP4 file, by the file's own tables. Nothing is kept of a sample, so that a file that
/// claims millions costs no memory.
public final class StretchTimes {
  private StretchTimes() {}

  /// As [Mp4File] has them.
  private static final int MAX_MOOV = 256 << 20;

  private static final int MAX_MOOF = 16 << 20;
  private static final int MAX_BOXES = 4_000_000;

  /// Bytes `from` up to but without `to`.
  public record Stretch(long from, long to) {}

  /// Microseconds after the movie's start; what is decoded and not shown lies before it.
  public record Time(long fromMicros, long toMicros) {}

  /// What was found.
  ///
  /// @param times one for each stretch; empty where no sample lies
  /// @param tablesTouched whether a table that was read lies in a stretch itself
  public record Found(List<Optional<Time>> times, boolean tablesTouched) {}

  /// `stretches` rise and do not overlap. Throws a [nightjar.base.Fault] of kind INVALID for tables of absurd size.
  public static Found read(Source source, List<Stretch> stretches) {
    var walk = new StretchWalk(stretches);
    TopLevel in = new TopLevel(source);
    for (int i = 0; i < MAX_BOXES && in.next(); i++) {
      if (in.type() == BoxType.MOOV && !walk.hasMovie()) {
        walk.movie(in.body(MAX_MOOV), in.position());
      } else if (in.type() == BoxType.MOOF) {
        walk.fragment(in.body(MAX_MOOF), in.position());
      }
    }
    return walk.found();
  }
}
