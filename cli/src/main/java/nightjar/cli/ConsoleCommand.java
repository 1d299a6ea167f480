package nightjar.cli;

import java.io.Console;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.cli.console.ConsoleMenu;
import nightjar.cli.console.TerminalLoop;
import nightjar.cli.console.Words;
import nightjar.recorder.wayback.WayBack;
import nightjar.recovery.console.ConsoleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar console`: the on-screen menu for the person standing at the recorder, in a terminal.
/// Owned by the main thread.
@Command(name = "console")
final class ConsoleCommand implements Runnable {
  private final Environment environment;

  @Option(names = "--data", paramLabel = "DIR", required = true)
  private Path data = Path.of(".");

  @Option(names = "--terminal")
  private boolean terminal;

  ConsoleCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    if (!terminal || Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "the console needs a terminal",
          "Run nightjar console --terminal --data " + data + " in a terminal.");
    }
    try (ConsoleClient recorder =
        ConsoleClient.connect(WayBack.socket(data.resolve(WebApp.FOLDER)))) {
      Locale locale = environment.terminal().words().getLocale();
      var menu =
          new ConsoleMenu(
              recorder::ask,
              Words.of(Locale.ENGLISH),
              Words.of(Locale.FRENCH),
              locale.getLanguage().equals("fr"));
      new TerminalLoop(System.in, System.out).run(menu, environment.stop());
    }
  }
}
