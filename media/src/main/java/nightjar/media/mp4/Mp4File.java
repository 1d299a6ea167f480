package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.base.Fault;

/// Any ordinary MP4 or QuickTime file, progressive or fragmented: its tracks of codings Nightjar knows, and where their
/// samples lie. Tolerant of what cameras, phones and editors write; bounded by the file's length whatever it claims.
/// Immutable.
public final class Mp4File {
  /// `moov` of a day at 25 frames a second has 60 MB.
  private static final int MAX_MOOV = 256 << 20;

  private static final int MAX_MOOF = 16 << 20;
  private static final int MAX_BOXES = 4_000_000;

  private final List<Mp4Track> tracks;

  private Mp4File(List<Mp4Track> tracks) {
    this.tracks = tracks;
  }

  /// Reads the file's boxes, never its media. Throws a [Fault] of kind INVALID when there is no movie in it.
  public static Mp4File read(Source source) {
    FileSamples samples = null;
    TopLevel in = new TopLevel(source);
    for (int i = 0; i < MAX_BOXES && in.next(); i++) {
      if (in.type() == BoxType.MOOV && samples == null) {
        samples = new FileSamples(Movie.read(in.body(MAX_MOOV)), source.length());
      } else if (in.type() == BoxType.MOOF && samples != null) {
        ByteBuffer moof = in.body(MAX_MOOF);
        new MovieFragment(moof, in.position(), samples).read();
      }
    }
    if (samples == null) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "no moov box in " + source.length() + " bytes",
          "This is no MP4 file, or one that was never finished.");
    }
    return new Mp4File(samples.tracks());
  }

  public List<Mp4Track> tracks() {
    return tracks;
  }
}
