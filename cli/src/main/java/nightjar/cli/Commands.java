package nightjar.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import nightjar.base.Fault;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// The table of commands, and what becomes of their failures: exit code 0 done, 1 failed, 2 wrong use.
/// Owned by the main thread.
@Command(name = "nightjar", resourceBundle = "nightjar.cli.Messages")
public final class Commands implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @SuppressWarnings("UnusedVariable")
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT)
  private boolean help;

  public static int run(Environment environment, String... typed) {
    String[] args = asHere(typed);
    var line = new CommandLine(new Commands());
    Map<String, Supplier<Object>> table = table(environment);
    // Picocli reads every field of a command by reflection: only the one that was asked for is
    // worth the time.
    if (args.length > 0 && table.containsKey(args[0])) {
      line.addSubcommand(args[0], table.get(args[0]).get());
    } else {
      table.forEach((name, command) -> line.addSubcommand(name, command.get()));
    }
    line.setResourceBundle(new HelpWords(environment.terminal().words()));
    line.setOut(environment.terminal().writer());
    line.registerConverter(Duration.class, Commands::duration);
    line.setParameterExceptionHandler((e, _) -> wrongUse(environment.terminal(), e));
    line.setExecutionExceptionHandler((e, _, _) -> failed(environment.terminal(), e));
    line.setExecutionStrategy(parsed -> executed(environment.terminal(), parsed));
    line.setUsageHelpAutoWidth(true);
    label(line, environment.terminal().say("use.command"));
    try {
      WrongUse.refuseUnknownCommands(line, List.of(args));
      return line.execute(args);
    } catch (ParameterException e) {
      return wrongUse(environment.terminal(), e);
    }
  }

  private static int executed(Terminal terminal, ParseResult parsed) {
    for (CommandLine each : parsed.asCommandLineList()) {
      if (each.isUsageHelpRequested()) {
        terminal.line(HelpWords.shown(each.getUsageMessage()).stripTrailing());
        return 0;
      }
    }
    return new CommandLine.RunLast().execute(parsed);
  }

  private static void label(CommandLine line, String command) {
    line.getCommandSpec().usageMessage().synopsisSubcommandLabel(command);
    line.getSubcommands().values().forEach(each -> label(each, command));
  }

  /// What people type first at a program they do not know: `help`, `help COMMAND`, `--version`.
  private static String[] asHere(String... typed) {
    String first = typed.length == 0 ? "" : typed[0];
    List<String> args = new ArrayList<>(List.of(typed));
    switch (first) {
      case "help" -> {
        args.removeFirst();
        args.add("--help");
      }
      case "-V", "--version" -> args.set(0, "version");
      default -> {}
    }
    return args.toArray(String[]::new);
  }

  /// In the order of the help.
  private static Map<String, Supplier<Object>> table(Environment environment) {
    Map<String, Supplier<Object>> table = new LinkedHashMap<>();
    table.put("audit", () -> new AuditCommand(environment));
    table.put("authority", () -> AuthorityCommand.line(environment));
    table.put("backup", () -> new BackupCommand(environment, BackupCommand.Way.BACKUP));
    table.put("camera-sim", () -> new CameraSimCommand(environment));
    table.put("claim", () -> new ClaimCommand(environment));
    table.put("console", () -> new ConsoleCommand(environment));
    table.put("demo", () -> new DemoCommand(environment));
    table.put("doctor", () -> new DoctorCommand(environment));
    table.put("export", () -> new ExportCommand(environment));
    table.put("log", () -> new LogCommand(environment));
    table.put("portal", () -> new PortalCommand(environment));
    table.put("record", () -> new RecordCommand(environment));
    table.put("recorder", () -> new RecorderCommand(environment));
    table.put("restore", () -> new BackupCommand(environment, BackupCommand.Way.RESTORE));
    table.put("share", () -> new ShareCommand(environment));
    table.put("sticker", () -> new StickerCommand(environment));
    table.put(
        "store",
        () ->
            new CommandLine(new StoreCommand(environment))
                .addSubcommand(new StoreListCommand(environment)));
    table.put("train", () -> new TrainCommand(environment));
    table.put("user", () -> new UserCommand(environment));
    table.put("verify", () -> new VerifyCommand(environment));
    table.put("version", () -> new VersionCommand(environment));
    return table;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "");
  }

  /// [WrongUse] says the rest.
  private static Duration duration(String text) {
    try {
      return Arguments.duration(text);
    } catch (Fault e) {
      throw new TypeConversionException(String.valueOf(e.getMessage()));
    }
  }

  private static int wrongUse(Terminal terminal, ParameterException e) {
    if (!String.valueOf(e.getMessage()).isEmpty()) {
      terminal.error("nightjar: " + new WrongUse(terminal).say(e));
    }
    terminal.error(HelpWords.shown(e.getCommandLine().getUsageMessage()));
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
