package nightjar.bench;

import java.nio.file.Path;
import java.time.Duration;

/// How long from the start of the process until footage is durable again, after SIGKILL.
final class RestartBench {
  private static final int ROUNDS = 5;

  private RestartBench() {}

  static void run() {
    var table = new Table("round", "s until the first footage is durable after SIGKILL");
    try (Site site = new Site(16)) {
      Path folder = site.folder("recordings");
      for (int round = 0; round <= ROUNDS; round++) {
        long start = System.nanoTime();
        Process recorder = site.recorder(folder, 1);
        new Output(recorder, line -> Site.json(line).path("writtenBytes").asLong() > 0).await();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (round > 0) {
          table.row(round, seconds);
        }
        ProcessMeter.sleep(Duration.ofSeconds(3));
        recorder.destroyForcibly();
        Programs.stop(recorder, false);
      }
    }
    table.print();
  }
}
