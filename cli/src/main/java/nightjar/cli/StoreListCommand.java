package nightjar.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.store.StoreReader;
import nightjar.store.read.Coverage;
import nightjar.store.recording.Gap;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `nightjar store list`: what is recorded, what is missing, and why; also beside a running recorder.
/// Owned by the main thread.
@Command(name = "list")
final class StoreListCommand implements Runnable {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

  private record Line(String stream, Coverage coverage, double percent) {}

  private final Environment environment;

  @Mixin private StoreCommand.DataFolder data = new StoreCommand.DataFolder();

  @Option(names = "--camera", paramLabel = "NAME")
  private Optional<String> camera = Optional.empty();

  @Option(names = "--from", paramLabel = "TIME", defaultValue = "-1d", descriptionKey = "from")
  private String from = "";

  @Option(names = "--to", paramLabel = "TIME", defaultValue = "-0s", descriptionKey = "to")
  private String to = "";

  @Option(names = "--json")
  private boolean json;

  StoreListCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    Interval asked = Arguments.interval(from, to, environment.clock());
    try (StoreReader store = StoreReader.open(data.disk(), environment.clock())) {
      List<Line> lines =
          store.streams().stream()
              .filter(key -> camera.isEmpty() || key.camera().name().equals(camera.get()))
              .map(key -> line(store, key, asked))
              .toList();
      if (lines.isEmpty() && camera.isPresent()) {
        throw Fault.of(
            Fault.Kind.NOT_FOUND,
            "no camera is called " + camera.get(),
            "Recorded here: " + names(store) + ".");
      }
      if (json) {
        environment.terminal().json(lines);
      } else {
        lines.forEach(this::print);
      }
    }
  }

  static String names(StoreReader store) {
    return String.join(
        ", ",
        store.streams().stream().map(key -> key.camera().name()).distinct().sorted().toList());
  }

  private static Line line(StoreReader store, StreamKey key, Interval asked) {
    Coverage coverage = store.coverage(key, asked.start(), asked.end());
    return new Line(key.toString(), coverage, coverage.percent());
  }

  private void print(Line line) {
    Terminal terminal = environment.terminal();
    terminal.line(terminal.say("list.stream", line.stream, line.percent));
    for (Interval interval : line.coverage.recorded()) {
      terminal.line(
          terminal.say(
              "list.recorded", time(interval.start()), time(interval.end()), seconds(interval)));
    }
    for (Gap gap : line.coverage.gaps()) {
      terminal.line(
          terminal.say(
              "list.gap",
              time(gap.interval().start()),
              time(gap.interval().end()),
              seconds(gap.interval()),
              terminal.say("cause." + gap.cause().name())));
    }
  }

  private static double seconds(Interval interval) {
    return interval.micros() / 1e6;
  }

  private static String time(long micros) {
    return TIME.format(Instant.ofEpochMilli(micros / 1_000).atZone(ZoneId.systemDefault()));
  }
}
