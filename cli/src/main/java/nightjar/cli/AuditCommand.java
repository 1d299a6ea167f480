package nightjar.cli;

import java.nio.file.Path;
import nightjar.accounts.Accounts;
import nightjar.accounts.audit.Verdict;
import nightjar.base.Fault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `nightjar audit verify`: whether the audit log is as it was written; beside a running recorder too.
/// Owned by the main thread.
@Command(name = "audit")
final class AuditCommand implements Runnable {
  /// @param first number of the first entry, or of the first that is not as it was written
  private record Checked(boolean whole, String why, long first, long last) {}

  private final Environment environment;

  @Spec private CommandSpec spec = CommandSpec.create();

  AuditCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "");
  }

  @Command(name = "verify")
  void verify(
      @Option(names = "--data", paramLabel = "DIR", required = true, descriptionKey = "data")
          Path data,
      @Option(names = "--json", descriptionKey = "json") boolean json) {
    Terminal terminal = environment.terminal();
    switch (Accounts.verifyAudit(data.resolve(WebApp.FOLDER), environment.clock())) {
      case Verdict.Whole(long first, var head) -> {
        if (json) {
          terminal.json(new Checked(true, "", first, head.number()));
        } else {
          terminal.line(terminal.say("audit.whole", first, head.number()));
        }
      }
      case Verdict.Broken(long number, Verdict.Why why) -> {
        if (json) {
          terminal.json(new Checked(false, why.name(), number, number));
        }
        throw Fault.of(
            Fault.Kind.CORRUPT,
            terminal.say("audit.broken", number, terminal.say("audit." + why.name())),
            terminal.say("audit.advice"));
      }
    }
  }
}
