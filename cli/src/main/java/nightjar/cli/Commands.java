package nightjar.cli;

import java.time.Duration;
import nightjar.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The table of commands, and what becomes of their failures: exit code 0 done, 1 failed, 2 wrong use.
/// Owned by the main thread.
@Command(
    name = "nightjar",
    resourceBundle = "nightjar.cli.Messages",
    synopsisSubcommandLabel = "COMMAND")
public final class Commands implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable")
  @Option(names = "--help", usageHelp = true, scope = CommandLine.ScopeType.INHERIT)
  private boolean help;

  public static int run(Environment environment, String... args) {
    var line = new CommandLine(new Commands());
    line.addSubcommand(new AuditCommand(environment));
    line.addSubcommand(AuthorityCommand.line(environment));
    line.addSubcommand(new CameraSimCommand(environment));
    line.addSubcommand(new ClaimCommand(environment));
    line.addSubcommand(new ConsoleCommand(environment));
    line.addSubcommand(new DemoCommand(environment));
    line.addSubcommand(new DoctorCommand(environment));
    line.addSubcommand(new ExportCommand(environment));
    line.addSubcommand(new PortalCommand(environment));
    line.addSubcommand(new RecordCommand(environment));
    line.addSubcommand(new RecorderCommand(environment));
    line.addSubcommand(new StickerCommand(environment));
    line.addSubcommand(
        new CommandLine(new StoreCommand(environment))
            .addSubcommand(new StoreListCommand(environment)));
    line.addSubcommand(new TrainCommand(environment));
    line.addSubcommand(new UserCommand(environment));
    line.addSubcommand(new VerifyCommand(environment));
    line.addSubcommand(new VersionCommand(environment));
    line.setResourceBundle(environment.terminal().words());
    line.registerConverter(Duration.class, Commands::duration);
    line.setParameterExceptionHandler((e, _) -> wrongUse(environment.terminal(), e));
    line.setExecutionExceptionHandler((e, _, _) -> failed(environment.terminal(), e));
    line.setUsageHelpAutoWidth(true);
    return line.execute(args);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "");
  }

  /// Picocli names the option in front of this.
  private static Duration duration(String text) {
    try {
      return Arguments.duration(text);
    } catch (Fault e) {
      throw new TypeConversionException(e.getMessage() + ". " + e.advice());
    }
  }

  private static int wrongUse(Terminal terminal, ParameterException e) {
    if (!String.valueOf(e.getMessage()).isEmpty()) {
      terminal.error("nightjar: " + e.getMessage());
    }
    terminal.error(e.getCommandLine().getUsageMessage());
    return 2;
  }

  private static int failed(Terminal terminal, Exception e) {
    if (!(e instanceof Fault fault)) {
      terminal.error(terminal.say("bug", String.valueOf(e)));
      e.printStackTrace(System.err);
      return 1;
    }
    FaultWords words = FaultWords.of(terminal.words().getLocale());
    terminal.error(
        "nightjar: " + terminal.say("fault." + fault.kind().name(), words.say(fault.getMessage())));
    if (!fault.advice().isEmpty()) {
      terminal.error("  " + words.say(fault.advice()));
    }
    return fault.kind() == Fault.Kind.INVALID ? 2 : 1;
  }
}
