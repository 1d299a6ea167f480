package nightjar.store.recover;

import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.FileHeader;
import nightjar.media.mp4.FragmentScan;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.DiskSource;
import org.jspecify.annotations.Nullable;

/// What a recording file holds, by its own word.
///
/// @param end where its last whole fragment ends
/// @param damaged fragments before `end` whose bytes are not what was written
record Scanned(
    FileHeader header,
    List<CodecConfig> configs,
    long start,
    long endMicros,
    long end,
    long length,
    int fragments,
    int damaged,
    Bytes index) {

  /// How far what a file says is believed when a fragment of it is not whole.
  enum Trust {
    /// What lies behind was never promised.
    STOP_AT_DAMAGE,
    /// Whether it was promised nobody knows any more: near the end it is a torn tail, further back a bad sector.
    LEAVE_TORN_TAIL,
    /// All of it was promised.
    ALL
  }

  /// A crash tears nothing older than the interval, which is rarely more than this.
  private static final long TAIL_MICROS = 4_000_000;

  /// Reads the file; null when its beginning is not whole, or no fragment is. Bytes before `trusted` are known to be good.
  static @Nullable Scanned read(DiskFile file, long trusted, Trust trust) {
    return read(new DiskSource(file), trusted, trust);
  }

  /// The first `length` bytes of the file, all of them.
  static @Nullable Scanned read(DiskFile file, long length) {
    return read(new DiskSource(file, Math.min(length, file.size())), 0, Trust.ALL);
  }

  /// What is known after some whole fragment.
  private record Progress(long endMicros, long end, int fragments, int damaged, int indexed) {}

  private static @Nullable Scanned read(DiskSource source, long trusted, Trust trust) {
    FragmentScan scan = FragmentScan.open(source, FragmentScan.Depth.MEDIA);
    if (scan == null) {
      return null;
    }
    scan.trust(trusted);
    long start = 0;
    int hurt = 0;
    List<Progress> beforeDamage = new ArrayList<>();
    Progress now = new Progress(0, scan.initLength(), 0, 0, 0);
    for (boolean more = true; more; ) {
      switch (scan.next()) {
        case FragmentScan.Whole whole -> {
          start = now.fragments() == 0 ? whole.startWallMicros() : start;
          now =
              new Progress(
                  whole.endWallMicros(),
                  whole.offset() + whole.length(),
                  now.fragments() + 1,
                  now.damaged() + hurt,
                  scan.index().remaining());
          hurt = 0;
        }
        case FragmentScan.Damaged _ -> {
          more = trust != Trust.STOP_AT_DAMAGE;
          hurt++;
          beforeDamage.add(now);
        }
        case FragmentScan.End _ -> more = false;
      }
    }
    if (trust == Trust.LEAVE_TORN_TAIL) {
      now = withoutTornTail(beforeDamage, now);
    }
    if (now.fragments() == 0) {
      return null;
    }
    return new Scanned(
        scan.header(),
        scan.configs(),
        start,
        now.endMicros(),
        now.end(),
        source.length(),
        now.fragments(),
        now.damaged(),
        Bytes.copyOf(scan.index(), 0, now.indexed()));
  }

  private static Progress withoutTornTail(List<Progress> beforeDamage, Progress last) {
    for (Progress before : beforeDamage) {
      if (before.fragments() > 0 && last.endMicros() - before.endMicros() <= TAIL_MICROS) {
        return before;
      }
    }
    return last;
  }
}
