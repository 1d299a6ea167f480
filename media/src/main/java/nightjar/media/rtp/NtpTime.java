package nightjar.media.rtp;

/// NTP's 64-bit time: seconds since 1900 and a binary fraction (RFC 3550, 4).
public final class NtpTime {
  private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
  private static final long ERA_SECONDS = 1L << 32;

  private NtpTime() {}

  public static long ofWallMicros(long wallMicros) {
    long seconds = Math.floorDiv(wallMicros, 1_000_000L) + SECONDS_1900_TO_1970;
    long fraction = (Math.floorMod(wallMicros, 1_000_000L) << 32) / 1_000_000L;
    return seconds << 32 | fraction;
  }

  /// Seconds below 2^31 belong to the era that begins in 2036: no camera has lived in 1968 or before.
  public static long toWallMicros(long ntp) {
    long seconds = ntp >>> 32;
    if (seconds < 1L << 31) {
      seconds += ERA_SECONDS;
    }
    long fraction = ntp & 0xffff_ffffL;
    return (seconds - SECONDS_1900_TO_1970) * 1_000_000L
        + ((fraction * 1_000_000L + (1L << 31)) >>> 32);
  }

  /// The middle 32 bits, as a receiver report repeats them (RFC 3550, 6.4.1, LSR).
  public static int middle(long ntp) {
    return (int) (ntp >>> 16);
  }
}
