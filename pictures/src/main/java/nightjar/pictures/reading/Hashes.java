package nightjar.pictures.reading;

import java.util.Objects;

/// What recognises a picture seen before: `sha256` (hexadecimal) of the upload byte for byte; `dHash` and `pHash` of what it looks
/// like, after it was made upright; `pose` where that was cut or turned.
public record Hashes(String sha256, long dHash, long pHash, Pose pose) {
  /// Readings that were kept before there were poses have none.
  public Hashes {
    pose = Objects.requireNonNullElse(pose, Pose.UNKNOWN);
  }

  public Hashes(String sha256, long dHash, long pHash) {
    this(sha256, dHash, pHash, Pose.UNKNOWN);
  }

  /// Bits in which two pictures' looks differ, the better of both hashes: 0 is the same picture, 32 is chance.
  public int distance(Hashes other) {
    return Math.min(Long.bitCount(dHash ^ other.dHash), Long.bitCount(pHash ^ other.pHash));
  }
}
