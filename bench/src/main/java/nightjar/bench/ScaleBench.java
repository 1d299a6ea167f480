package nightjar.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// How many cameras of 4 Mbit/s this machine carries, simulator and disk included, before a frame is lost.
final class ScaleBench {
  static final List<Integer> ROWS = List.of(100, 200, 300, 400, 500);

  /// With the ten seconds before, more than a minute: all cameras began together, and go on into their second files together.
  private static final int SECONDS = 65;

  private ScaleBench() {}

  /// One row after another: the recordings of one are deleted right before the next begins.
  static void run(List<Integer> rows) {
    var table =
        new Table(
            "cameras",
            "Gbit/s",
            "recorder cores",
            "peak MB",
            "frames lost",
            "simulator could not hand over",
            "newest at risk s");
    for (int cameras : rows) {
      try (Site site = new Site(cameras)) {
        Path folder = site.folder("recordings");
        Process recorder = site.recorder(folder, 10);
        var output = new Output(recorder, _ -> true);
        ProcessMeter.sleep(Duration.ofSeconds(10));
        long before = Site.bytesUnder(folder);
        ProcessMeter.Use use = ProcessMeter.over(Duration.ofSeconds(SECONDS), List.of(recorder));
        double gigabits = (Site.bytesUnder(folder) - before) * 8e-9 / SECONDS;
        Programs.stop(recorder, false);
        JsonNode status = Site.json(output.last());
        table.row(
            cameras,
            gigabits,
            use.cpuSeconds() / SECONDS,
            use.peakMegabytes(),
            RecordBench.lost(status),
            site.endCameras(),
            status.path("worstExposureNanos").asLong() / 1e9);
      }
    }
    table.print();
  }
}
