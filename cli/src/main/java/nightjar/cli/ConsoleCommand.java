package nightjar.cli;

import java.io.Console;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import nightjar.base.Fault;
import nightjar.cli.console.ConsoleMenu;
import nightjar.cli.console.InfoPictureFile;
import nightjar.cli.console.TerminalLoop;
import nightjar.cli.console.Words;
import nightjar.cli.kiosk.FrontButton;
import nightjar.cli.kiosk.Kiosk;
import nightjar.recorder.monitor.MonitorServer;
import nightjar.recorder.wayback.WayBack;
import nightjar.recovery.console.ConsoleClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar console`: the on-screen menu for the person standing at the recorder, on its monitor or in a terminal.
/// Owned by the main thread.
@Command(name = "console")
final class ConsoleCommand implements Runnable {
  private static final int MOST_EARLY_ENDS = 5;
  private static final Duration STAYS = Duration.ofSeconds(20);

  private final Environment environment;

  @Option(names = "--data", paramLabel = "DIR", required = true)
  private Path data = Path.of(".");

  @Option(names = "--terminal")
  private boolean terminal;

  @Option(names = "--browser", paramLabel = "FILE")
  private Optional<Path> browser = Optional.empty();

  @Option(names = "--button", paramLabel = "FILE:KEY")
  private Optional<String> button = Optional.empty();

  @Option(names = "--no-live")
  private boolean noLive;

  @Option(names = "--picture", paramLabel = "FILE")
  private Optional<Path> picture = Optional.empty();

  ConsoleCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    Path socket = WayBack.socket(data.resolve(WebApp.FOLDER));
    if (picture.isPresent()) {
      InfoPictureFile.write(socket, environment.terminal().words().getLocale(), picture.get());
    } else if (terminal) {
      inTerminal(socket);
    } else {
      onMonitor(socket);
    }
  }

  private void inTerminal(Path socket) {
    if (Optional.ofNullable(System.console()).filter(Console::isTerminal).isEmpty()) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "this is no terminal",
          "Run nightjar console --terminal --data " + data + " in a terminal.");
    }
    try (ConsoleClient recorder = ConsoleClient.connect(socket)) {
      Locale locale = environment.terminal().words().getLocale();
      var menu =
          new ConsoleMenu(
              recorder::ask,
              Words.of(Locale.ENGLISH),
              Words.of(Locale.FRENCH),
              locale.getLanguage().equals("fr"));
      var loop = new TerminalLoop(System.in, System.out);
      watchButton(loop::info);
      loop.run(menu, environment.stop());
    }
  }

  private void watchButton(Runnable pressed) {
    button.ifPresent(spec -> {
      FrontButton front = FrontButton.of(spec, pressed);
      Thread.ofPlatform()
          .daemon()
          .name("button")
          .start(() -> front.watch(environment.clock(), environment.stop(), environment.log()));
    });
  }

  /// A browser that ends, crashes or is closed by a key nobody knew of is started again; one that cannot stay up is told of.
  private void onMonitor(Path socket) {
    Path program = Kiosk.browser(browser);
    if (Stream.of("WAYLAND_DISPLAY", "DISPLAY").allMatch(name -> System.getenv(name) == null)) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "there is no display to show the console on",
          "Install Debian's package cage and run: cage -- nightjar console --data "
              + data
              + ". Without a monitor, use nightjar console --terminal.");
    }
    var shown = new AtomicReference<Kiosk>();
    watchButton(() -> Optional.ofNullable(shown.get()).ifPresent(Kiosk::info));
    Locale language = environment.terminal().words().getLocale();
    Optional<Path> live =
        noLive ? Optional.empty() : Optional.of(MonitorServer.socket(data.resolve(WebApp.FOLDER)));
    int early = 0;
    while (!environment.stop().requested() && early < MOST_EARLY_ENDS) {
      long begun = environment.clock().nanos();
      try (Kiosk kiosk = Kiosk.open(program, List.of("--kiosk"), language, socket, live)) {
        shown.set(kiosk);
        kiosk.run(environment.clock(), environment.stop());
      }
      boolean stayed = environment.clock().nanos() - begun > STAYS.toNanos();
      early = stayed ? 0 : early + 1;
    }
    if (!environment.stop().requested()) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          program + " ends as soon as it is started",
          "Run it by hand to see why, or use nightjar console --terminal.");
    }
  }
}
