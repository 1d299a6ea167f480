package nightjar.recorder.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.http.ApiJson;
import nightjar.base.tasks.Stop;

/// Answers once, to nobody, what people ask first: the timeline of all cameras over the newest month. So when they do, the store knows its
/// days and the code has run. The first seconds are for the cameras, and between answers others have their turn. Immutable.
final class ReadAhead implements Runnable {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration NEXT = Duration.ofMillis(5);
  private static final int WITHIN_MILLIS = 12;
  private static final long HOUR_MICROS = 3_600_000_000L;
  private static final long MONTH_MICROS = 31 * 24 * HOUR_MICROS;

  private final Wiring nightjar;
  private final TimelineRoutes timeline;
  private final Stop stop;

  ReadAhead(Wiring nightjar, Stop stop) {
    this.nightjar = nightjar;
    this.timeline = new TimelineRoutes(nightjar);
    this.stop = stop;
  }

  @Override
  public void run() {
    List<String> rest = nightjar.cameras().all().stream().map(CameraBook.Page::id).toList();
    var json = new ApiJson();
    Duration pause = FIRST;
    try {
      while (!rest.isEmpty() && !nightjar.clock().sleep(pause, stop)) {
        long now = nightjar.nowMicros();
        var month =
            new TimelineRoutes.TimelineParams(
                rest,
                now - MONTH_MICROS,
                now,
                Optional.of(HOUR_MICROS),
                Optional.empty(),
                Optional.of(WITHIN_MILLIS));
        TimelineRoutes.Timeline told = timeline.told(month, rest, _ -> Long.MIN_VALUE);
        json.bytes(told);
        rest = told.rest();
        pause = NEXT;
      }
    } catch (Fault e) {
      // Nobody waits for this; who asks for the timeline is told.
      return;
    }
  }
}
