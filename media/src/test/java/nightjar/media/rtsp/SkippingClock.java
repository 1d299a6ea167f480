package nightjar.media.rtsp;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;

/// Real time that a test can make leap ahead: real sockets need real waiting, time-outs do not.
final class SkippingClock implements Clock {
  private final SystemClock real = new SystemClock();
  private final AtomicLong skippedNanos = new AtomicLong();
  private final List<Duration> sleeps = new CopyOnWriteArrayList<>();

  void skip(Duration duration) {
    skippedNanos.addAndGet(duration.toNanos());
  }

  @Override
  public long wallMicros() {
    return real.wallMicros() + skippedNanos.get() / 1_000;
  }

  @Override
  public long nanos() {
    return real.nanos() + skippedNanos.get();
  }

  /// How often somebody slept for `duration`.
  long sleeps(Duration duration) {
    return sleeps.stream().filter(duration::equals).count();
  }

  @Override
  public boolean sleep(Duration duration, Stop stop) {
    sleeps.add(duration);
    return stop.await(Duration.ofMillis(5));
  }
}
