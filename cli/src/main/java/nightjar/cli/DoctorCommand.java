package nightjar.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.cli.doctor.Doctor;
import nightjar.cli.doctor.Finding;
import nightjar.recorder.config.RecorderConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar doctor`: is this machine, and this data folder, fit to record; beside a running recorder too.
/// Owned by the main thread.
@Command(name = "doctor")
final class DoctorCommand implements Runnable {
  /// What `--json` prints for each check.
  private record Line(String check, Finding.Grade grade, String what, String advice) {}

  private final Environment environment;

  @Option(names = "--config", paramLabel = "FILE", descriptionKey = "config")
  private Optional<Path> file = Optional.empty();

  @Option(names = "--data", paramLabel = "DIR", descriptionKey = "data")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--json")
  private boolean json;

  DoctorCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    RecorderConfig config = file.map(RecorderCommand::read).orElse(RecorderConfig.defaults());
    Path folder = RecorderCommand.folder(config, data);
    List<Finding> found =
        new Doctor(config, folder, folder.resolve(WebApp.FOLDER), environment.clock()).examine();
    if (json) {
      environment.terminal().json(found.stream().map(this::line).toList());
    } else {
      found.forEach(this::tell);
    }
    long failures = found.stream().filter(each -> each.grade() == Finding.Grade.FAILURE).count();
    if (failures > 0) {
      throw Fault.of(
          Fault.Kind.REFUSED,
          environment.terminal().say("doctor.bad", failures),
          environment.terminal().say("doctor.bad.advice"));
    }
  }

  private Line line(Finding finding) {
    String advice = finding.grade() == Finding.Grade.GOOD ? "" : advice(finding);
    return new Line(finding.check(), finding.grade(), words(finding), advice);
  }

  private void tell(Finding finding) {
    Terminal terminal = environment.terminal();
    terminal.line(terminal.say("doctor." + finding.grade().name(), words(finding)));
    if (finding.grade() != Finding.Grade.GOOD) {
      terminal.line("  " + advice(finding));
    }
  }

  private String words(Finding finding) {
    return environment
        .terminal()
        .say("doctor." + finding.check() + "." + finding.what(), finding.values().toArray());
  }

  private String advice(Finding finding) {
    return environment.terminal().say("doctor." + finding.check() + ".advice");
  }
}
