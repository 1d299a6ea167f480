package nightjar.pictures.reading;

/// What recognises a picture seen before: `sha256` (hexadecimal) of the upload byte for byte; `dHash` and `pHash` of what it looks
/// like, after it was made upright.
public record Hashes(String sha256, long dHash, long pHash) {
  /// Bits in which two pictures' looks differ, the better of both hashes: 0 is the same picture, 32 is chance.
  public int distance(Hashes other) {
    return Math.min(Long.bitCount(dHash ^ other.dHash), Long.bitCount(pHash ^ other.pHash));
  }
}
