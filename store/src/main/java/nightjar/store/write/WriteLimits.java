package nightjar.store.write;

import java.time.Duration;
import nightjar.base.Fault;

/// How long and how large things may grow before they are on the disk.
///
/// The promise is `loss`: footage older than that is durable. A sync pass begins every half at the latest and takes what has come so far. A
/// quarter is for what it leaves behind: the newest picture, and bytes not read yet; the last quarter is for the pass itself.
///
/// @param loss the newest footage that a power cut may take
/// @param file how long a recording file gets, until the next key frame
/// @param fileBytes how large a recording file gets, until the next key frame
/// @param queueBytes footage that may wait for the disk, of all streams together; how it is shared: [DiskQueue]
/// @param streamFragments fragments of one stream that may wait for the disk
/// @param filesAtOnce files of one stream that may begin at once, before [FileBudget] slows it down
public record WriteLimits(
    Duration loss,
    Duration file,
    long fileBytes,
    long queueBytes,
    int streamFragments,
    int filesAtOnce) {
  public static final WriteLimits DEFAULT =
      new WriteLimits(
          Duration.ofSeconds(2), Duration.ofSeconds(60), 256L << 20, 256L << 20, 16, 16);

  /// Frames in one fragment at most, however fast they come.
  static final int FRAGMENT_FRAMES = 512;

  /// Bytes after which a fragment is cut, however young.
  static final int FRAGMENT_BYTES = 4 << 20;

  private static final long SMALLEST_FILE_BYTES = 1 << 20;
  private static final long FILES_ON_A_DISK = 64;

  public WriteLimits {
    if (loss.toMillis() < 200 || file.compareTo(Duration.ofMinutes(5)) > 0 || file.isNegative()) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "loss of " + loss + " and files of " + file,
          "Allow a loss of 200 ms or more, and files of 5 minutes or less.");
    }
  }

  /// The same for a disk of that size: a file is deleted as a whole, so of a small disk it may only be a small part.
  public WriteLimits forDisk(long totalBytes) {
    long part = Math.max(SMALLEST_FILE_BYTES, totalBytes / FILES_ON_A_DISK);
    return new WriteLimits(
        loss, file, Math.min(fileBytes, part), queueBytes, streamFragments, filesAtOnce);
  }

  /// A fragment this old does not wait for a pass that is late: from then on it counts as waiting for the disk.
  long fragmentNanos() {
    return loss.toNanos() * 5 / 8;
  }

  /// A stream without a picture for so long is taken whole: another may not come soon.
  long silenceNanos() {
    return loss.toNanos() / 4;
  }

  /// A pass writes for so long, and then syncs what it has: the rest is the next one's.
  long writeNanos() {
    return loss.toNanos() / 8;
  }

  /// For waiting for a pass, and the pass.
  long budgetNanos() {
    return loss.toNanos() * 3 / 4;
  }

  /// From one pass to the next at most: [PassPace].
  long passNanos() {
    return loss.toNanos() / 2;
  }

  long fileMicros() {
    return file.toNanos() / 1_000;
  }
}
