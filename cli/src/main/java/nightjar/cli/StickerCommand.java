package nightjar.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.base.json.Json;
import nightjar.cli.sticker.Sticker;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.identity.DeviceIdentity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar sticker`: the recorder's label. On a recorder that was never started it also gives it its names and keys, which is
/// what a factory runs.
/// Owned by the main thread.
@Command(name = "sticker")
final class StickerCommand implements Runnable {
  private static final int DOTS_PER_INCH = 600;

  /// What `--json` prints.
  private record Label(
      String model, String deviceId, String serial, String pdf, String png, String registration) {}

  private final Environment environment;

  @Option(names = "--data", paramLabel = "DIR", required = true)
  private Path data = Path.of(".");

  @Option(names = "--out", paramLabel = "DIR")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--model", paramLabel = "MODEL")
  private Optional<String> model = Optional.empty();

  @Option(names = "--serial", paramLabel = "SERIAL")
  private Optional<String> serial = Optional.empty();

  @Option(names = "--json")
  private boolean json;

  StickerCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    Instant now = Instant.ofEpochMilli(environment.clock().wallMicros() / 1_000);
    DeviceFolder device =
        DeviceFolder.open(
            data.resolve(WebApp.FOLDER),
            new DeviceFolder.Given(model, serial),
            LocalDate.ofInstant(now, ZoneId.systemDefault()),
            new SecureRandom());
    DeviceIdentity identity = device.identity();
    var sticker = new Sticker(identity);
    Path folder = out.orElse(Path.of("."));
    Path pdf = write(folder.resolve("sticker-" + identity.deviceId() + ".pdf"), sticker.pdf());
    Path png =
        write(
            folder.resolve("sticker-" + identity.deviceId() + ".png"), sticker.png(DOTS_PER_INCH));
    Path registration =
        write(
            folder.resolve("device-" + identity.deviceId() + ".json"),
            new Json().write(Registry.Device.of(device)).getBytes(StandardCharsets.UTF_8));
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.json(
          new Label(
              identity.model(),
              identity.deviceId(),
              identity.serial(),
              pdf.toString(),
              png.toString(),
              registration.toString()));
    } else {
      terminal.line(terminal.say("sticker.done", pdf, png, registration));
    }
  }

  private static Path write(Path file, byte[] content) {
    try {
      return Files.write(file, content);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          file + " cannot be written: " + FileReason.of(e),
          "Name a folder that exists with --out.",
          e);
    }
  }
}
