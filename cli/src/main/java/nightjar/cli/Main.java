package nightjar.cli;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import nightjar.base.log.Slf4jEventLog;
import nightjar.base.log.StormFilter;
import nightjar.base.tasks.Stop;
import nightjar.base.time.SystemClock;

/// The launcher's main class. A signal asks the command to stop and waits until what was received is on disk.
public final class Main {
  /// Longer than a TEARDOWN to a silent camera plus one sync of a slow disk.
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Main() {}

  public static void main(String[] args) {
    var clock = new SystemClock();
    var stop = new Stop();
    var code = new CompletableFuture<Integer>();
    Runtime.getRuntime()
        .addShutdownHook(Thread.ofPlatform().name("signal").unstarted(() -> finish(stop, code)));
    var log = new StormFilter(new Slf4jEventLog(), clock, Duration.ofSeconds(1));
    var environment = new Environment(clock, stop, log, Terminal.system());
    code.complete(Commands.run(environment, args));
    System.exit(code.join());
  }

  private static void finish(Stop stop, CompletableFuture<Integer> code) {
    stop.request();
    int exit = code.completeOnTimeout(1, PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    Runtime.getRuntime().halt(exit);
  }
}
