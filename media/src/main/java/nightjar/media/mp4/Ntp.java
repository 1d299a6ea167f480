package nightjar.media.mp4;

/// NTP's 64-bit time stamp (RFC 5905, 6): seconds since 1900 and their fraction.
final class Ntp {
  private static final long EPOCH_SECONDS = 2_208_988_800L;

  private Ntp() {}

  static long ofWallMicros(long wallMicros) {
    long seconds = Math.floorDiv(wallMicros, 1_000_000) + EPOCH_SECONDS;
    long fraction = (Math.floorMod(wallMicros, 1_000_000L) << 32) / 1_000_000;
    return seconds << 32 | fraction;
  }
}
