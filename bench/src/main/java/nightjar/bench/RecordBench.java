package nightjar.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What recording costs: the same cameras recorded by Nightjar, by one `ffmpeg -c copy` per camera, and by the limit row,
/// which reads and writes and understands nothing. Each for the same time, one after another.
///
/// @param later also from so many seconds after the start; 0 leaves that out
record RecordBench(int cameras, int seconds, int later) {
  void run() {
    var table =
        new Table("program", "CPU s", "GB written", "CPU s per GB", "peak MB", "frames lost");
    try (Site site = new Site(cameras)) {
      nightjar(table, site);
      row(table, "ffmpeg -c copy, one per camera", site, this::ffmpeg);
      row(table, "limit: sockets to files", site, this::limit);
    }
    table.print();
  }

  private interface Contender {
    ProcessMeter.Use run(Site site, Path folder);
  }

  private static void row(Table table, String name, Site site, Contender contender) {
    Path folder = site.folder("recordings");
    ProcessMeter.Use use = contender.run(site, folder);
    row(table, name, use, Site.bytesUnder(folder), "not told");
  }

  private static void row(Table table, String name, ProcessMeter.Use use, long bytes, String lost) {
    double gigabytes = bytes / 1e9;
    table.row(
        name, use.cpuSeconds(), gigabytes, use.cpuSeconds() / gigabytes, use.peakMegabytes(), lost);
  }

  /// From its start, and as it goes on: a recorder runs for months, its first minute compiles.
  private void nightjar(Table table, Site site) {
    Path folder = site.folder("recordings");
    Process recorder = site.recorder(folder, 10);
    var output = new Output(recorder, _ -> true);
    Duration time = Duration.ofSeconds(seconds);
    ProcessMeter.Use first = ProcessMeter.over(time, List.of(recorder));
    long before = Site.bytesUnder(folder);
    ProcessMeter.Use second = ProcessMeter.over(time, List.of(recorder));
    long after = Site.bytesUnder(folder);
    ProcessMeter.sleep(Duration.ofSeconds(Math.max(0, later - 2 * seconds)));
    long beforeThird = Site.bytesUnder(folder);
    ProcessMeter.Use third =
        later > 0 ? ProcessMeter.over(time, List.of(recorder)) : new ProcessMeter.Use(0, 0);
    long afterThird = Site.bytesUnder(folder);
    Programs.stop(recorder, false);
    String lost = "" + lost(Site.json(output.last()));
    row(table, "Nightjar from its start", first, before, lost);
    row(table, "Nightjar as it goes on", second, after - before, lost);
    if (later > 0) {
      row(table, "Nightjar after " + later + " s", third, afterThird - beforeThird, lost);
    }
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

  private ProcessMeter.Use ffmpeg(Site site, Path folder) {
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
    return use;
  }

  private ProcessMeter.Use limit(Site site, Path folder) {
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
    return use;
  }
}
