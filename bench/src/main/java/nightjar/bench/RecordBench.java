package nightjar.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What recording costs: the same cameras recorded by Nightjar, by one `ffmpeg -c copy` per camera, and by the limit row,
/// which reads and writes and understands nothing. Each for the same time, one after another.
record RecordBench(int cameras, int seconds) {
  void run() {
    var table =
        new Table("program", "CPU s", "GB written", "CPU s per GB", "peak MB", "frames lost");
    try (Site site = new Site(cameras)) {
      row(table, "Nightjar", site, this::nightjar);
      row(table, "ffmpeg -c copy, one per camera", site, this::ffmpeg);
      row(table, "limit: sockets to files", site, this::limit);
    }
    table.print();
  }

  private interface Contender {
    Result run(Site site, Path folder);
  }

  private record Result(ProcessMeter.Use use, String lost) {}

  private static void row(Table table, String name, Site site, Contender contender) {
    Path folder = site.folder("recordings");
    Result result = contender.run(site, folder);
    double gigabytes = Site.bytesUnder(folder) / 1e9;
    table.row(
        name,
        result.use.cpuSeconds(),
        gigabytes,
        result.use.cpuSeconds() / gigabytes,
        result.use.peakMegabytes(),
        result.lost);
  }

  private Result nightjar(Site site, Path folder) {
    Process recorder = site.recorder(folder, 10);
    var output = new Output(recorder, _ -> true);
    ProcessMeter.Use use = ProcessMeter.over(Duration.ofSeconds(seconds), List.of(recorder));
    Programs.stop(recorder, false);
    return new Result(use, "" + lost(Site.json(output.last())));
  }

  /// RTP packets that never came, frames thrown away for damage, and frames the disk was too slow for.
  static long lost(JsonNode status) {
    long lost = status.path("droppedFrames").asLong();
    for (JsonNode stream : status.path("streams")) {
      JsonNode counters = stream.path("session").path("counters");
      lost += counters.path("framesDropped").asLong();
      for (JsonNode track : counters.path("tracks")) {
        lost += track.path("lost").asLong();
      }
    }
    return lost;
  }

  private Result ffmpeg(Site site, Path folder) {
    List<Process> all = new ArrayList<>();
    for (String url : site.urls()) {
      all.add(
          Programs.start(
              List.of(
                  "ffmpeg",
                  "-v",
                  "fatal",
                  "-rtsp_transport",
                  "tcp",
                  "-i",
                  url,
                  "-c",
                  "copy",
                  "-f",
                  "segment",
                  "-segment_time",
                  "60",
                  "-segment_format_options",
                  "movflags=frag_keyframe+empty_moov",
                  folder.resolve(all.size() + "-%d.mp4").toString())));
    }
    ProcessMeter.Use use = ProcessMeter.over(Duration.ofSeconds(seconds), all);
    all.forEach(process -> Programs.stop(process, false));
    return new Result(use, "not told");
  }

  private Result limit(Site site, Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:+UseSerialGC",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                LimitRow.class.getName(),
                folder.toString()));
    command.addAll(site.urls());
    Process process = Programs.start(command);
    new Output(process, _ -> true).await();
    ProcessMeter.Use use = ProcessMeter.over(Duration.ofSeconds(seconds), List.of(process));
    Programs.stop(process, false);
    return new Result(use, "-");
  }
}
