package nightjar.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// `./dev bench NAME`: runs one benchmark and prints its table. `./dev bench pictures 101 200`: other seeds than 1 to 100; `scale 400 500`:
/// these rows alone; `record 300`: also what recording costs after five minutes. `month FOLDER` makes the recordings that `./dev bench timeline` looks at in a browser.
public final class Main {
  private record Benchmark(String name, String what, Runnable run) {}

  private static List<Benchmark> all() {
    return List.of(
        new Benchmark(
            "record",
            "64 cameras of 4 Mbit/s for a minute: Nightjar, FFmpeg, and the limit row",
            () -> new RecordBench(64, 60, 0).run()),
        new Benchmark(
            "scale",
            "as many cameras of 4 Mbit/s as this machine carries",
            () -> ScaleBench.run(ScaleBench.ROWS)),
        new Benchmark(
            "find", "footage found in a month of 64 cameras, beside `cat`", FindBench::run),
        new Benchmark("crypt", "encrypted recordings beside plain ones", CryptBench::run),
        new Benchmark(
            "desk",
            "the review desk's page with 10,000 open requests, and the authority's codes",
            () -> new DeskBench().run()),
        new Benchmark("restart", "recording again after SIGKILL", RestartBench::run),
        new Benchmark(
            "pictures",
            "Info screens and stickers photographed in simulation: QR codes and text read",
            () -> new PicturesBench(1, 100).run()));
  }

  private Main() {}

  public static void main(String[] args) {
    if (args.length == 3 && args[0].equals("pictures")) {
      new PicturesBench(Integer.parseInt(args[1]), Integer.parseInt(args[2])).run();
      return;
    }
    if (args.length == 2 && args[0].equals("record")) {
      new RecordBench(64, 60, Integer.parseInt(args[1])).run();
      return;
    }
    if (args.length > 1 && args[0].equals("scale")) {
      ScaleBench.run(Stream.of(args).skip(1).map(Integer::valueOf).toList());
      return;
    }
    if (args.length == 2 && args[0].equals("month")) {
      System.out.println(new Month(64, 30, 3).fill(Path.of(args[1])) + " files");
      return;
    }
    for (Benchmark each : all()) {
      if (args.length == 0) {
        System.out.printf("%-10s %s%n", each.name, each.what);
      } else if (List.of(args).contains(each.name)) {
        each.run.run();
      }
    }
  }
}
