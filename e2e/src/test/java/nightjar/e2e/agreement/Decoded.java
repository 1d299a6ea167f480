package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// One track as FFmpeg understands it: a hash of each frame, and its time from the first frame on.
///
/// @param start of the first frame on the file's own timeline, in the same ticks
/// @param ticks of 1/90,000 s, from the first frame on
public record Decoded(List<String> hashes, long start, List<Long> ticks) {
  public static final int TICKS_PER_SECOND = 90_000;

  /// Pictures, decoded, each in the size it has.
  public static Decoded pictures(Path file) {
    return of(
        file,
        List.of(),
        "v",
        "-autoscale",
        "0",
        "-fps_mode",
        "passthrough",
        "-enc_time_base",
        "1:90000");
  }

  /// Sound as it is coded: decoders start differently behind an edit list, packets do not.
  public static Decoded sound(Path file) {
    return of(file, List.of("-ignore_editlist", "1"), "a", "-c", "copy");
  }

  static boolean hasSound(Path file) {
    return !Program.quiet(
            List.of(
                "ffprobe",
                "-v",
                "error",
                "-select_streams",
                "a",
                "-show_entries",
                "stream=index",
                "-of",
                "csv=p=0",
                file.toString()))
        .isEmpty();
  }

  private static Decoded of(Path file, List<String> reading, String kind, String... options) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-xerror", "-copyts"));
    command.addAll(reading);
    command.addAll(List.of("-i", file.toString(), "-map", "0:" + kind + ":0"));
    command.addAll(List.of(options));
    command.addAll(List.of("-f", "framemd5", "-"));
    List<String> hashes = new ArrayList<>();
    List<Long> ticks = new ArrayList<>();
    double scale = 1;
    for (String line : Program.quiet(command)) {
      if (line.startsWith("#tb 0: ")) {
        String[] parts = line.substring(7).split("/", -1);
        scale = (double) TICKS_PER_SECOND * Long.parseLong(parts[0]) / Long.parseLong(parts[1]);
      } else if (!line.startsWith("#")) {
        String[] fields = line.split(", *", -1);
        ticks.add(Math.round(Long.parseLong(fields[2].strip()) * scale));
        hashes.add(fields[5].strip());
      }
    }
    long first = ticks.isEmpty() ? 0 : ticks.getFirst();
    return new Decoded(hashes, first, ticks.stream().map(t -> t - first).toList());
  }

  public Decoded part(int from, int to) {
    long first = from < to ? ticks.get(from) : 0;
    return new Decoded(
        hashes.subList(from, to),
        start + first,
        ticks.subList(from, to).stream().map(t -> t - first).toList());
  }

  public int count() {
    return hashes.size();
  }

  public static void assertSameHashes(List<String> hashes, List<String> truth, String what) {
    int same = 0;
    while (same < Math.min(hashes.size(), truth.size())
        && hashes.get(same).equals(truth.get(same))) {
      same++;
    }
    assertThat(same)
        .as("%s: frames like the first of %s, of %s recorded", what, truth.size(), hashes.size())
        .isEqualTo(truth.size());
    assertThat(hashes).as(what).hasSameSizeAs(truth);
  }

  /// The same frames in the same order, each within `tolerance` ticks of the other's.
  public void assertSame(Decoded truth, long tolerance, String what) {
    assertSameHashes(hashes, truth.hashes, what);
    for (int i = 0; i < ticks.size(); i++) {
      assertThat((long) ticks.get(i))
          .as(what + ": time of frame " + i)
          .isBetween(truth.ticks.get(i) - tolerance, truth.ticks.get(i) + tolerance);
    }
  }
}
