package nightjar.store.disk;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/// Where a recording file lies: `CAMERA/STREAM/DATE/HHMMSS-mmm.mp4`, in UTC, after its first frame.
///
/// A second file of the same millisecond, after a clock was stepped back, gets `-2` behind it: nothing is ever overwritten.
public final class DiskLayout {
  public static final String SUFFIX = ".mp4";

  /// Where `store repair` moves what nobody can read; never deleted by us.
  public static final String LOST_AND_FOUND = "nightjar-lost+found";

  public static final String LOCK = "nightjar.lock";

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd").withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HHmmss-SSS").withZone(ZoneOffset.UTC);

  private DiskLayout() {}

  public static String date(long micros) {
    return DATE.format(instant(micros));
  }

  /// A path in the stream's folder that is free.
  public static String freePath(Disk disk, String streamFolder, long startMicros) {
    String stem = streamFolder + "/" + date(startMicros) + "/" + TIME.format(instant(startMicros));
    String path = stem + SUFFIX;
    for (int i = 2; disk.exists(path); i++) {
      path = stem + "-" + i + SUFFIX;
    }
    return path;
  }

  public static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }

  private static Instant instant(long micros) {
    return Instant.ofEpochSecond(
        Math.floorDiv(micros, 1_000_000), Math.floorMod(micros, 1_000_000) * 1_000L);
  }
}
