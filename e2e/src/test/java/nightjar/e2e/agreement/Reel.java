package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// A stream's pictures as FFmpeg decodes them from its recording files, one file after the other.
public record Reel(List<Shot> shots) {
  /// One picture.
  ///
  /// @param file number of the file it is in
  /// @param micros when it is shown on the wall clock, to the millisecond as names of files are
  public record Shot(int file, long micros, String hash) {}

  /// As names of folder and file have it, see the store's design.
  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("uuuu-MM-ddHHmmss-SSS");

  private static final int NAME_LENGTH = "HHmmss-SSS".length();

  /// Decodes files, oldest first.
  public static Reel of(List<Path> files) {
    List<Shot> shots = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      Decoded pictures = Decoded.pictures(files.get(i));
      long begin = micros(files.get(i)) - firstDecodeMicros(files.get(i));
      for (int p = 0; p < pictures.count(); p++) {
        long ticks = pictures.start() + pictures.ticks().get(p);
        shots.add(new Shot(i, begin + inMicros(ticks), pictures.hashes().get(p)));
      }
    }
    return new Reel(shots);
  }

  private static long micros(Path file) {
    String day = Objects.requireNonNull(file.getParent()).getFileName().toString();
    String time = file.getFileName().toString().substring(0, NAME_LENGTH);
    return ChronoUnit.MICROS.between(
        LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC), LocalDateTime.parse(day + time, NAME));
  }

  /// The file is named after the moment its first picture is decoded.
  private static long firstDecodeMicros(Path file) {
    return Math.round(Program.seconds(file, "-select_streams", "v:0", "packet=dts_time") * 1e6);
  }

  private static long inMicros(long ticks) {
    return ticks * 1_000_000 / Decoded.TICKS_PER_SECOND;
  }

  public int files() {
    return shots.getLast().file + 1;
  }

  /// What is on screen between the two: the last picture up to `from`, and those up to `to`.
  public Reel span(long from, long to) {
    List<Shot> inside = new ArrayList<>();
    for (Shot shot : shots) {
      if (shot.micros <= from) {
        inside.clear();
      }
      if (shot.micros < to) {
        inside.add(shot);
      }
    }
    return new Reel(inside);
  }

  public List<String> hashes() {
    return shots.stream().map(Shot::hash).toList();
  }

  /// Microseconds on the wall clock from picture `i - 1` to picture `i`.
  public long step(int i) {
    return shots.get(i).micros - shots.get(i - 1).micros;
  }

  /// Whether picture `i` is the first of its file, behind another.
  public boolean begins(int i) {
    return i > 0 && shots.get(i).file != shots.get(i - 1).file;
  }

  /// The export shows these pictures and no other, and within each file `exact` as far apart as the file does.
  ///
  /// @param exact most microseconds between the two
  /// @return microseconds from each picture of the export to the one before; 0 for the first
  public long[] assertShownBy(Decoded export, long exact, String what) {
    Decoded.assertSameHashes(export.hashes(), hashes(), what);
    long[] steps = new long[shots.size()];
    for (int i = 1; i < steps.length; i++) {
      steps[i] = inMicros(export.ticks().get(i)) - inMicros(export.ticks().get(i - 1));
      // The first picture may have been on screen before the span began.
      if (!begins(i) && i > 1) {
        assertThat(steps[i])
            .as("%s: time from picture %s to the one before", what, i)
            .isBetween(step(i) - exact, step(i) + exact);
      }
    }
    return steps;
  }
}
