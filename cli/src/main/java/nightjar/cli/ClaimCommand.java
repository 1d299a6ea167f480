package nightjar.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import nightjar.base.Fault;
import nightjar.recorder.wayback.WayBack;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.wire.Claim;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar claim`: a link, signed by the recorder, with which its owner tells the maker's portal that it is theirs. With `--used`
/// it says instead, signed too, which codes the recorder took. Whoever can run this can read the recorder's keys anyway.
/// Owned by the main thread.
@Command(name = "claim")
final class ClaimCommand implements Runnable {
  private final Environment environment;

  @Option(names = "--data", paramLabel = "DIR", required = true)
  private Path data = Path.of(".");

  @Option(names = "--used")
  private boolean used;

  ClaimCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    Path folder = data.resolve(WebApp.FOLDER);
    // Opened below, a mistyped folder would become a recorder with keys of its own.
    if (!Files.isDirectory(folder)) {
      throw Fault.of(
          Fault.Kind.NOT_FOUND,
          "there is no " + folder,
          "Name the data folder with --data. Where no recorder has ever run there is none yet:"
              + " start it once.");
    }
    Terminal terminal = environment.terminal();
    if (used) {
      terminal.line(WayBack.usedCodes(folder, environment.clock()));
      return;
    }
    terminal.line(terminal.say("claim.link", link(folder, environment.clock().wallMicros())));
  }

  /// Good for today, as the portal sees it within a day.
  static String link(Path folder, long wallMicros) {
    LocalDate today =
        LocalDate.ofInstant(Instant.ofEpochMilli(wallMicros / 1_000), ZoneId.systemDefault());
    DeviceFolder device =
        DeviceFolder.open(folder, DeviceFolder.Given.NOTHING, today, new SecureRandom());
    String portal = WayBack.portal(folder).replaceFirst("/reset$", "");
    return portal + "/claim#" + Claim.write(device.identity(), today, device.key()::sign);
  }
}
