package nightjar.store.write;

import java.util.Arrays;
import java.util.List;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.store.catalog.FileRow;
import nightjar.store.disk.DiskFile;
import org.jspecify.annotations.Nullable;

/// A recording file being written: how much of it is written, how much synced, how much committed. Owned by the disk's thread.
final class OpenFile {
  final FilePlan plan;
  final String path;
  final long startMicros;
  final List<CodecConfig> configs;
  private final DiskFile file;
  private byte[] index = new byte[1024];
  private int indexSize;
  private int committedIndex;
  private State written;
  private State synced;
  private boolean ended;
  private boolean abandoned;
  private boolean tail;
  @Nullable FileRow row;

  /// How far the file has come, at some moment.
  private record State(
      long bytes, long endMicros, int sequence, long frames, int indexSize, long oldestArrival) {}

  /// `first` is the fragment it begins with, still to be written.
  OpenFile(PendingFragment first, String path, DiskFile file) {
    plan = first.file();
    configs = first.configs();
    startMicros = first.startMicros();
    this.path = path;
    this.file = file;
    written = new State(0, startMicros, 0, 0, 0, Long.MAX_VALUE);
    synced = written;
  }

  /// Writes the fragment behind what is there; after a Fault the file is as long as before, as far as we are concerned.
  void append(PendingFragment fragment) {
    file.write(fragment.toWrite(), written.bytes());
    int added = fragment.index().size();
    if (indexSize + added > index.length) {
      index = Arrays.copyOf(index, (indexSize + added) * 2);
    }
    fragment.index().buffer().get(index, indexSize, added);
    indexSize += added;
    written =
        new State(
            written.bytes() + fragment.length(),
            // Of sound alone, far behind the pictures, a fragment ends before the file's first
            // picture.
            Math.max(startMicros, fragment.endMicros()),
            fragment.sequence(),
            written.frames() + fragment.frames().size(),
            indexSize,
            Math.min(written.oldestArrival(), fragment.arrivedNanos()));
  }

  boolean dirty() {
    return written.bytes() > synced.bytes();
  }

  void sync() {
    file.sync();
    synced = written;
  }

  /// The news are committed: nothing of them is in danger any more.
  void committed(FileRow now) {
    row = now;
    committedIndex = synced.indexSize();
    written =
        new State(
            written.bytes(),
            written.endMicros(),
            written.sequence(),
            written.frames(),
            written.indexSize(),
            Long.MAX_VALUE);
    synced = written;
  }

  /// No more comes. Bytes of a fragment that failed half-way are cut off, or left behind for the next start to cut.
  void end(boolean failed) {
    ended = true;
    if (failed) {
      try {
        file.truncate(written.bytes());
      } catch (Fault e) {
        tail = true;
      }
    }
  }

  void abandon() {
    abandoned = true;
    ended = true;
    close();
  }

  void close() {
    try {
      file.close();
    } catch (Fault e) {
      // What was synced is safe, and the rest is given up already.
      ended = true;
    }
  }

  boolean ended() {
    return ended;
  }

  boolean abandoned() {
    return abandoned;
  }

  /// What lies behind the durable bytes must be cut off before anybody believes it.
  boolean hasTail() {
    return tail || abandoned;
  }

  long writtenBytes() {
    return written.bytes();
  }

  long durableBytes() {
    return synced.bytes();
  }

  long durableEndMicros() {
    return synced.endMicros();
  }

  int durableSequence() {
    return synced.sequence();
  }

  long durableFrames() {
    return synced.frames();
  }

  long oldestArrival() {
    return synced.oldestArrival();
  }

  /// What of it no commit has said yet.
  byte[] newIndex() {
    return Arrays.copyOfRange(index, committedIndex, synced.indexSize());
  }

  byte[] durableIndex() {
    return Arrays.copyOf(index, synced.indexSize());
  }
}
