package nightjar.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.log.KeptLog;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.store.recording.Durable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar recorder`: records every camera of the configuration until a signal comes.
/// Owned by the main thread.
@Command(name = "recorder")
final class RecorderCommand implements Runnable {
  /// What `--json` prints every second, or as often as `--every` says, and at the end.
  private record Status(
      List<StreamStatus> streams,
      long droppedFrames,
      long writtenBytes,
      long exposureNanos,
      long worstExposureNanos) {}

  /// What `--durable` prints for each file after each sync.
  private record DurableLine(Durable durable) {}

  private final Environment environment;

  @Option(names = "--config", paramLabel = "FILE")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--data", paramLabel = "DIR")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--json")
  private boolean json;

  @Option(names = "--every", paramLabel = "DURATION")
  private Duration every = Duration.ofSeconds(1);

  @Option(names = "--durable")
  private boolean durable;

  RecorderCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    RecorderConfig config = file.map(RecorderCommand::read).orElse(RecorderConfig.defaults());
    Path folder = folder(config, data);
    var recorded = new Recorded();
    Terminal terminal = environment.terminal();
    Recorder.DurableListener listener =
        news -> {
          recorded.durable(news);
          if (durable) {
            terminal.jsonLine(new DurableLine(news));
          }
        };
    try (KeptLog log = WebApp.log(environment, folder);
        Recorder recorder =
            Recorder.start(config, folder, environment.clock(), new SecureRandom(), log, listener);
        WebApp _ = WebApp.open(environment, log, recorder, config, folder)) {
      var board = new StatusBoard(terminal, environment.clock(), recorded);
      terminal.error(terminal.say("recorder.running", config.cameras().size(), folder));
      long next = environment.clock().nanos() + every.toNanos();
      while (!environment.clock().sleep(Duration.ofSeconds(1), environment.stop())) {
        if (json && environment.clock().nanos() - next >= 0) {
          next += every.toNanos();
          terminal.jsonLine(status(recorder));
        }
        terminal.progress(() -> board.line(recorder.streams(), recorder.metrics()));
        if (recorder.metrics().isEnded()) {
          throw Fault.of(
              Fault.Kind.DISK,
              "nothing can be recorded into " + folder + " any more; the log says why",
              "Start the recorder again. What was durable is untouched.");
        }
      }
      if (json) {
        terminal.jsonLine(status(recorder));
      }
      terminal.endProgress();
    }
    terminal.error(
        terminal.say(
            "recorded", recorded.frames(), recorded.bytes() / 1e6, recorded.files(), folder));
  }

  private static Status status(Recorder recorder) {
    var metrics = recorder.metrics();
    return new Status(
        recorder.streams(),
        metrics.droppedFrames(),
        metrics.writtenBytes(),
        metrics.lastExposureNanos(),
        metrics.worstExposureNanos());
  }

  /// Where the recordings are: as the command line says, otherwise as the configuration does.
  static Path folder(RecorderConfig config, Optional<Path> data) {
    return data.or(config::data)
        .orElseThrow(() ->
            Fault.of(
                Fault.Kind.INVALID,
                "no folder for the recordings",
                "Give --data DIR, or write data = \"DIR\" into the configuration."));
  }

  static RecorderConfig read(Path file) {
    try {
      return RecorderConfig.parse(Files.readString(file), file.toString());
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the configuration " + file + " cannot be read: " + FileReason.of(e),
          "Name a TOML file that you may read.",
          e);
    }
  }
}
