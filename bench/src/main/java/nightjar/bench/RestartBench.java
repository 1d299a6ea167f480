package nightjar.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// How long from the start of the process until footage is durable again, after SIGKILL, with a month of all cameras on the
/// disk. `-Dnightjar.bench.days` and `-Dnightjar.bench.cameras` make it smaller.
final class RestartBench {
  private static final int ROUNDS = 5;
  private static final int DAYS_WITH_FILES = 3;

  private final int cameras = Integer.getInteger("nightjar.bench.cameras", 64);
  private final int days = Integer.getInteger("nightjar.bench.days", 30);

  private RestartBench() {}

  static void run() {
    new RestartBench().measure();
  }

  private void measure() {
    var table = new Table("round", "s to the first durable footage", "s to that of every camera");
    try (Site site = new Site(cameras)) {
      Path folder = site.folder("recordings");
      long files = new Month(cameras, days, DAYS_WITH_FILES).fill(folder);
      System.out.printf(Locale.ROOT, "%d files of %d cameras in the catalog%n%n", files, cameras);
      for (int round = 0; round <= ROUNDS; round++) {
        Set<String> heard = new HashSet<>();
        long start = System.nanoTime();
        double[] first = new double[1];
        Process recorder = site.recorder(folder, 1, "--durable");
        new Output(
                recorder,
                line -> {
                  JsonNode key = Site.json(line).path("durable").path("key");
                  if (!key.isMissingNode() && heard.add(key.toString()) && heard.size() == 1) {
                    first[0] = seconds(start);
                  }
                  return heard.size() == cameras;
                })
            .await();
        if (round > 0) {
          table.row(round, first[0], seconds(start));
        }
        ProcessMeter.sleep(Duration.ofSeconds(3));
        recorder.destroyForcibly();
        Programs.stop(recorder, false);
      }
    }
    table.print();
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}
