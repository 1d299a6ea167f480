package nightjar.store.recover;

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
/// @param end where what can be read ends
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

  /// Reads the file; null when its beginning is not whole, or no fragment is. Bytes before `trusted` are known to be good.
  /// `stopAtDamage` ends at the first fragment that is not whole: behind a torn one nothing was promised.
  static @Nullable Scanned read(DiskFile file, long trusted, boolean stopAtDamage) {
    return read(new DiskSource(file), trusted, stopAtDamage);
  }

  /// The first `length` bytes of the file, all of them.
  static @Nullable Scanned read(DiskFile file, long length) {
    return read(new DiskSource(file, Math.min(length, file.size())), 0, false);
  }

  private static @Nullable Scanned read(DiskSource source, long trusted, boolean stopAtDamage) {
    FragmentScan scan = FragmentScan.open(source, FragmentScan.Depth.MEDIA);
    if (scan == null) {
      return null;
    }
    scan.trust(trusted);
    long start = 0;
    long endMicros = 0;
    int fragments = 0;
    int damaged = 0;
    long end = scan.initLength();
    int indexed = 0;
    for (boolean more = true; more; ) {
      indexed = scan.index().remaining();
      switch (scan.next()) {
        case FragmentScan.Whole whole -> {
          start = fragments == 0 ? whole.startWallMicros() : start;
          endMicros = whole.endWallMicros();
          end = whole.offset() + whole.length();
          fragments++;
        }
        case FragmentScan.Damaged hurt -> {
          more = !stopAtDamage;
          if (more) {
            end = hurt.offset() + hurt.length();
            damaged++;
          }
        }
        case FragmentScan.End _ -> more = false;
      }
    }
    if (fragments == 0) {
      return null;
    }
    Bytes index = Bytes.copyOf(scan.index(), 0, indexed);
    return new Scanned(
        scan.header(),
        scan.configs(),
        start,
        endMicros,
        end,
        source.length(),
        fragments,
        damaged,
        index);
  }
}
