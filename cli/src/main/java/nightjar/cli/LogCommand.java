package nightjar.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.log.Event;
import nightjar.base.log.LogFiles;
import nightjar.base.log.LogLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar log`: what a recorder said, from its files, so that it works while the recorder runs and when it does not.
/// Owned by the main thread.
@Command(name = "log")
final class LogCommand implements Runnable {
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final int MOST = 100_000;

  private final Environment environment;

  @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "data")
  private Path data = Path.of(".");

  @Option(names = "--since", paramLabel = "TIME")
  private Optional<String> since = Optional.empty();

  @Option(names = "--until", paramLabel = "TIME")
  private Optional<String> until = Optional.empty();

  @Option(names = "--level", paramLabel = "LEVEL", defaultValue = "info")
  private String level = "info";

  @Option(names = "--camera", paramLabel = "NAME")
  private Optional<String> camera = Optional.empty();

  @Option(names = "--find", paramLabel = "TEXT")
  private Optional<String> text = Optional.empty();

  @Option(names = "--last", paramLabel = "N", defaultValue = "100")
  private int last;

  @Option(names = "--json", descriptionKey = "json")
  private boolean json;

  @Option(names = "--follow")
  private boolean follow;

  LogCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    var files = new LogFiles(WebApp.logFolder(data));
    LogLine.Wanted wanted =
        new LogLine.Wanted(
            level(),
            camera,
            text,
            since.map(this::micros).orElse(Long.MIN_VALUE),
            until.map(this::micros).orElse(Long.MAX_VALUE));
    int most = since.isPresent() ? MOST : Math.clamp(last, 0, MOST);
    long seen = files.newestSeq();
    if (seen == 0 && !follow) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          "there is no log in " + WebApp.logFolder(data),
          "Name the folder of the recordings with --data.");
    }
    files.newest(wanted, seen + 1, most).reversed().forEach(this::print);
    long stamp = files.stamp();
    while (follow && !environment.clock().sleep(LOOK, environment.stop())) {
      long now = files.stamp();
      if (now != stamp) {
        stamp = now;
        seen = news(files, wanted, seen);
      }
    }
  }

  private long news(LogFiles files, LogLine.Wanted wanted, long seen) {
    long newest = files.newestSeq();
    List<LogLine> lines = files.newest(wanted, newest + 1, MOST);
    for (LogLine line : lines.reversed()) {
      if (line.seq() > seen) {
        print(line);
      }
    }
    return newest;
  }

  private void print(LogLine line) {
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.jsonLine(line);
      return;
    }
    String when =
        Instant.EPOCH
            .plus(line.at(), ChronoUnit.MICROS)
            .truncatedTo(ChronoUnit.SECONDS)
            .atZone(ZoneId.systemDefault())
            .toOffsetDateTime()
            .toString();
    terminal.line(
        terminal.say("log.line", when, line.level(), line.event(), line.subject(), line.detail()));
  }

  private Event.Level level() {
    try {
      return Event.Level.valueOf(level.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw Fault.of(
          Fault.Kind.INVALID, "no level: " + level, "Write it as info, warn or error.", e);
    }
  }

  private long micros(String when) {
    Instant now = Instant.ofEpochMilli(environment.clock().wallMicros() / 1_000);
    return Arguments.instant(when, now, ZoneId.systemDefault()).toEpochMilli() * 1_000;
  }
}
