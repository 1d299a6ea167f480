package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import nightjar.base.Bytes;
import nightjar.cameras.simulator.program.FrameChecksum;
import nightjar.media.mp4.FileHeader;
import nightjar.media.mp4.FragmentScan;
import nightjar.media.mp4.FrameIndex;
import nightjar.media.mp4.SampleTable;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import nightjar.store.disk.DiskSource;
import org.jspecify.annotations.Nullable;

/// A recording file by its own word, read past catalog and recovery: whole fragments from the start up to the first that is not.
///
/// @param length of all that lies in the file, whole or torn
/// @param tracks frames of the whole fragments, in decoding order
record RecordingFile(
    String path,
    FileHeader header,
    long length,
    List<Fragment> fragments,
    List<List<StoredFrame>> tracks) {

  /// @param end where in the file it ends
  record Fragment(int sequence, long end, long endMicros) {}

  /// @param end where in the file it ends
  record StoredFrame(long dts, int duration, long wallMicros, int crc32c, long end) {}

  /// Null when not even the beginning is whole.
  static @Nullable RecordingFile read(Disk disk, String path) {
    try (DiskFile file = disk.openToRead(path)) {
      var source = new DiskSource(file);
      FragmentScan scan = FragmentScan.open(source, FragmentScan.Depth.MEDIA);
      if (scan == null) {
        return null;
      }
      List<Fragment> fragments = new ArrayList<>();
      int indexed = scan.index().remaining();
      while (scan.next() instanceof FragmentScan.Whole whole) {
        long end = whole.offset() + whole.length();
        fragments.add(new Fragment(whole.sequence(), end, whole.endWallMicros()));
        indexed = scan.index().remaining();
      }
      FrameIndex index = FrameIndex.decode(Bytes.copyOf(scan.index(), 0, indexed).buffer());
      List<List<StoredFrame>> tracks = new ArrayList<>();
      for (int t = 0; t < scan.configs().size(); t++) {
        tracks.add(frames(source, scan, index, t));
      }
      return new RecordingFile(path, scan.header(), source.length(), fragments, tracks);
    }
  }

  private static List<StoredFrame> frames(
      DiskSource source, FragmentScan scan, FrameIndex index, int track) {
    var checksum = new FrameChecksum();
    SampleTable table = index.track(track);
    List<StoredFrame> frames = new ArrayList<>();
    for (int i = 0; i < table.count(); i++) {
      ByteBuffer bytes = ByteBuffer.allocate(table.size(i));
      assertThat(source.read(table.offset(i), bytes)).isEqualTo(table.size(i));
      int crc = checksum.of(scan.configs().get(track), bytes.flip());
      long wall = index.wallMicros(track, table.pts(i));
      long end = table.offset(i) + table.size(i);
      frames.add(new StoredFrame(table.dts(i), table.duration(i), wall, crc, end));
    }
    return frames;
  }

  /// CRC-32C of the first `length` bytes.
  static int crc(Disk disk, String path, long length) {
    var crc = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocate(64 << 10);
    try (DiskFile file = disk.openToRead(path)) {
      for (long at = 0; at < length; at += chunk.limit()) {
        chunk.clear().limit((int) Math.min(chunk.capacity(), length - at));
        new DiskSource(file).read(at, chunk);
        assertThat(chunk.remaining()).as("%s ends before byte %d", path, length).isZero();
        crc.update(chunk.flip());
      }
    }
    return (int) crc.getValue();
  }

  long end() {
    return fragments.isEmpty() ? 0 : fragments.getLast().end();
  }

  long endMicros() {
    return fragments.getLast().endMicros();
  }

  List<StoredFrame> pictures() {
    return tracks.getFirst();
  }

  /// How many of a track's frames lie before byte `end`.
  int framesUpTo(int track, long end) {
    return (int) tracks.get(track).stream().filter(frame -> frame.end() <= end).count();
  }

  /// The same of all tracks.
  int framesUpTo(long end) {
    int sum = 0;
    for (int t = 0; t < tracks.size(); t++) {
      sum += framesUpTo(t, end);
    }
    return sum;
  }
}
