package nightjar.cli;

import java.util.Optional;
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
            software(),
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

  /// The version in the jar's manifest; a build that is not packed has none.
  static String software() {
    return Optional.ofNullable(Main.class.getPackage().getImplementationVersion()).orElse("0");
  }
}
