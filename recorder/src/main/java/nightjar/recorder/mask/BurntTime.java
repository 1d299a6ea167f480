package nightjar.recorder.mask;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Locale;

/// The camera's name and the time of each picture, to tenths of a second with the offset from UTC, as part of the picture: for a film
/// that is shown where nobody sees the player's own time. FFmpeg's `drawtext` writes it, so FFmpeg needs a font.
///
/// @param name as people call the camera; written as it is, whatever signs it holds
/// @param zone whose time is written, the recorder's site's
public record BurntTime(String name, ZoneId zone) {
  private static final long SECOND = 1_000_000;

  /// Pictures' times are whole milliseconds since the first; half of one keeps a rounding from showing the second and the tenth of
  /// two different instants.
  private static final long HALF_A_MILLISECOND = 500;

  /// Behind the time, so that a name too long for the picture loses its end and not the time.
  private static final int LONGEST_NAME = 60;

  /// A 32nd of the height, less where the time would not fit, never less than what can be read.
  private static final String LOOK =
      "drawtext=font=monospace:fontsize=max(10\\,min(h/32\\,w/40)):fontcolor=white:box=1:"
          + "boxcolor=black@0.65:boxborderw=6:x=12:y=h-th-12:text=";

  /// A filter that writes `micros` (since 1970, UTC) into the picture at 0 s, and later times into later ones. Good until the zone's
  /// offset changes; see [#steadyUntil].
  public String filter(long micros) {
    ZoneOffset offset = zone.getRules().getOffset(instant(micros));
    long local = micros + offset.getTotalSeconds() * SECOND + HALF_A_MILLISECOND;
    String seconds =
        String.format(
            Locale.ROOT, "%d.%06d", Math.floorDiv(local, SECOND), Math.floorMod(local, SECOND));
    String fraction = String.format(Locale.ROOT, "0.%06d", Math.floorMod(local, SECOND));
    String text =
        "%{pts:gmtime:"
            + seconds
            + ":%Y-%m-%d %H\\:%M\\:%S}"
            + ".%{eif:floor(mod((t+"
            + fraction
            + ")*10,10)):d}"
            + expanded(
                " UTC"
                    + (offset.equals(ZoneOffset.UTC) ? "" : offset.getId())
                    + "   "
                    + shortName());
    return LOOK + inGraph(asOption(text));
  }

  /// Until when from `micros` on the offset stays what it is.
  public long steadyUntil(long micros) {
    ZoneOffsetTransition next = zone.getRules().nextTransition(instant(micros));
    return next == null ? Long.MAX_VALUE : next.getInstant().getEpochSecond() * SECOND;
  }

  private String shortName() {
    String plain = name.replaceAll("\\p{Cntrl}", " ");
    return plain.codePointCount(0, plain.length()) <= LONGEST_NAME
        ? plain
        : plain.substring(0, plain.offsetByCodePoints(0, LONGEST_NAME));
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, SECOND), Math.floorMod(micros, SECOND) * 1_000);
  }

  /// Three readers take a text apart, one after another: the graph, the filter's options, and what stands between `%{` and `}`.
  private static String expanded(String plain) {
    return plain.replaceAll("([\\\\%{}])", "\\\\$1");
  }

  private static String asOption(String text) {
    return text.replaceAll("([\\\\':])", "\\\\$1");
  }

  private static String inGraph(String option) {
    return option.replaceAll("([\\\\'\\[\\],;])", "\\\\$1");
  }
}
