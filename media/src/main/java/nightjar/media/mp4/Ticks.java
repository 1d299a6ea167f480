package nightjar.media.mp4;

/// Media time and microseconds, rounded to the nearest; good for any time until the year 5000.
final class Ticks {
  private static final long MICROS = 1_000_000;

  private Ticks() {}

  static long toMicros(long ticks, int timescale) {
    long whole = Math.floorDiv(ticks, timescale);
    long rest = Math.floorMod(ticks, timescale);
    return whole * MICROS + (rest * MICROS + timescale / 2) / timescale;
  }

  static long ofMicros(long micros, int timescale) {
    long whole = Math.floorDiv(micros, MICROS);
    long rest = Math.floorMod(micros, MICROS);
    return whole * timescale + (rest * timescale + MICROS / 2) / MICROS;
  }
}
