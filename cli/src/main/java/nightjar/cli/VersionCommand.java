package nightjar.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar version`.
/// Owned by the main thread.
@Command(name = "version")
final class VersionCommand implements Runnable {
  private record Version(String nightjar, String java, String system) {}

  private final Environment environment;

  @Option(names = "--json")
  private boolean json;

  VersionCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    var version =
        new Version(
            String.valueOf(Main.class.getPackage().getImplementationVersion()),
            System.getProperty("java.vm.version"),
            System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    if (json) {
      environment.terminal().json(version);
    } else {
      environment
          .terminal()
          .line("Nightjar " + version.nightjar + ", Java " + version.java + ", " + version.system);
    }
  }
}
