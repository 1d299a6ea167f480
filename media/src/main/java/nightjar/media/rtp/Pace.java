package nightjar.media.rtp;

/// How fast a camera's media clock really runs, so that a wrong one is made right: some stamp 40 ms and send every 48 (quirk 43),
/// and their pictures would fall behind their sound.
///
/// Asked is how the least delay of each 5 s differs from that of the 5 s before. Only when three such differences in a row agree is
/// it the clock: a stall, a burst or a slow network do not grow evenly. Owned by one track's receiver.
final class Pace {
  private static final long WINDOW_MICROS = 5_000_000;
  private static final int WINDOWS = 3;

  /// A clock this wrong is mended; crystals are a hundred times better, and a network's delay seldom grows so evenly.
  private static final double WRONG = 0.01;

  /// What was mended is kept this exact.
  private static final double KEPT = 0.001;

  private static final double SLOWEST = 0.4;
  private static final double FASTEST = 2.5;

  private final double[] leasts = new double[WINDOWS + 1];
  private final double[] times = new double[WINDOWS + 1];
  private int windows;
  private boolean open;
  private long windowStart;
  private long least;
  private long leastAt;
  private double rate = 1;

  /// What to multiply the camera's ticks with; 1 for nearly all.
  double rate() {
    return rate;
  }

  /// A packet with media time `media`, by the present rate, arrived at `now`; both in microseconds.
  void observe(long media, long now) {
    long delay = now - media;
    if (open && now - windowStart > WINDOW_MICROS) {
      open = false;
      endWindow();
    }
    if (!open || delay < least) {
      least = delay;
      leastAt = now;
    }
    if (!open) {
      open = true;
      windowStart = now;
    }
  }

  /// The media time was mended by a jump: delays before it cannot be compared.
  void forget() {
    open = false;
    windows = 0;
  }

  private void endWindow() {
    if (windows > WINDOWS) {
      System.arraycopy(leasts, 1, leasts, 0, WINDOWS);
      System.arraycopy(times, 1, times, 0, WINDOWS);
      windows = WINDOWS;
    }
    leasts[windows] = least;
    times[windows] = leastAt;
    if (++windows > WINDOWS) {
      judge();
    }
  }

  private void judge() {
    double fewest = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int i = 0; i < WINDOWS; i++) {
      double growth = growth(i, i + 1);
      fewest = Math.min(fewest, growth);
      most = Math.max(most, growth);
    }
    double mean = growth(0, WINDOWS);
    boolean agree = most - fewest <= Math.max(0.3 * Math.abs(mean), WRONG / 2);
    if (agree && Math.abs(mean) > (rate == 1 ? WRONG : KEPT)) {
      rate = Math.clamp(rate / (1 - mean), SLOWEST, FASTEST);
      windows = 0;
    }
  }

  /// How much the delay grew in a second, in seconds.
  private double growth(int from, int to) {
    double passed = times[to] - times[from];
    double growth = (leasts[to] - leasts[from]) / Math.max(1, passed);
    return Math.clamp(growth, -10, 0.9);
  }
}
