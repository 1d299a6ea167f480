package nightjar.base.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopTest {
  @Test
  void actionsRunOnceWhenRequestedTwice() {
    var stop = new Stop();
    var runs = new AtomicInteger();
    stop.onRequest(runs::incrementAndGet);
    stop.request();
    stop.request();
    assertThat(runs).hasValue(1);
  }

  @Test
  void aLateActionRunsAtOnce() {
    var stop = new Stop();
    stop.request();
    var runs = new AtomicInteger();
    stop.onRequest(runs::incrementAndGet);
    assertThat(runs).hasValue(1);
  }

  @Test
  void aForgottenActionDoesNotRun() throws Exception {
    var stop = new Stop();
    var runs = new AtomicInteger();
    stop.onRequest(runs::incrementAndGet).close();
    stop.request();
    assertThat(runs).hasValue(0);
  }

  @Test
  void awaitReturnsAtOnceAfterTheRequest() {
    var stop = new Stop();
    stop.request();
    assertThat(stop.await(Duration.ofDays(1))).isTrue();
  }
}
