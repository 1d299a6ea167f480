package nightjar.store.recover;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskLayout;
import nightjar.store.recording.StreamKey;

/// The streams, days and files that lie on the disk, whatever the catalog says.
public final class Folders {
  private static final Pattern DATE = Pattern.compile("[0-9]{4}-[01][0-9]-[0-3][0-9]");
  private static final long DAY_MICROS = 86_400_000_000L;

  private Folders() {}

  public static List<StreamKey> streams(Disk disk) {
    List<StreamKey> keys = new ArrayList<>();
    for (String camera : disk.list("")) {
      if (!camera.equals(DiskLayout.LOST_AND_FOUND) && !Erasure.isOurs(camera)) {
        for (String stream : disk.list(camera)) {
          StreamKey key = Adoption.key(camera, stream);
          if (key != null && !days(disk, key).isEmpty()) {
            keys.add(key);
          }
        }
      }
    }
    return keys;
  }

  /// Its days with files, oldest first.
  public static List<String> days(Disk disk, StreamKey key) {
    return disk.list(key.folder()).stream().filter(name -> DATE.matcher(name).matches()).toList();
  }

  /// Paths of the recording files of a day, in order.
  public static List<String> files(Disk disk, StreamKey key, String day) {
    String folder = key.folder() + "/" + day;
    return disk.list(folder).stream()
        .filter(name -> name.endsWith(DiskLayout.SUFFIX))
        .map(name -> folder + "/" + name)
        .toList();
  }

  /// Microseconds at which the day begins; a day after the end of February that does not exist begins in March.
  static long dayStart(String day) {
    int year = Integer.parseInt(day.substring(0, 4));
    int month = Math.clamp(Integer.parseInt(day.substring(5, 7)), 1, 12);
    int date = Integer.parseInt(day.substring(8));
    return LocalDate.of(year, month, 1)
            .plusDays(date - 1L)
            .atStartOfDay(ZoneOffset.UTC)
            .toEpochSecond()
        * 1_000_000;
  }

  static long dayEnd(String day) {
    return dayStart(day) + DAY_MICROS;
  }
}
