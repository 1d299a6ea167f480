package nightjar.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nightjar.base.tasks.Stop;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Goes through what a recorder does in its first seconds, so that the launcher's start-up cache knows it: the configuration read
/// from a file, cameras recorded, files found again. Hidden: only the launcher calls it. Owned by the main thread.
@Command(name = "train", hidden = true)
final class TrainCommand implements Runnable {
  private static final Duration LENGTH = Duration.ofSeconds(6);

  private final Environment environment;

  @Option(names = "--data", paramLabel = "DIR", required = true)
  private Path data = Path.of("");

  TrainCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    List<SimulatedCamera> cameras = IntStream.rangeClosed(1, 4).mapToObj(this::camera).toList();
    var places = SimulatorConfig.of(cameras).withSpread(Duration.ofSeconds(2));
    try (Simulator simulator = Simulator.start(places, environment.clock(), new SecureRandom())) {
      Path folder = data.resolve("recordings");
      Folders.initIfNew(folder);
      var config =
          new StringBuilder(
              "keep_free = \"0B\"\n[web]\nhttp = \"127.0.0.1:0\"\nhttps = \"127.0.0.1:0\"\n");
      for (SimulatedCamera camera : cameras) {
        config.append(
            "[[camera]]\nid = \"%s\"\nurl = \"%s\"\n"
                .formatted(
                    camera.name(), simulator.url(camera.number(), StreamName.MAIN).toString()));
      }
      Path file = Files.writeString(data.resolve("site.toml"), config);
      command("recorder", "--json", "--config", file.toString(), "--data", folder.toString());
      command("store", "list", "--data", folder.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SimulatedCamera camera(int number) {
    var main =
        SimulatedStream.Synthetic.of(number == 4 ? Video.H265 : Video.H264, 1280, 720, 4_000_000);
    return new SimulatedCamera(number, main, Optional.empty(), new Access.Open(), List.of());
  }

  /// Another command in this process, told to end after a while if it does not end by itself.
  private void command(String... args) {
    var stop = new Stop();
    Thread.ofVirtual()
        .start(() -> {
          environment.stop().await(LENGTH);
          stop.request();
        });
    Commands.run(
        new Environment(environment.clock(), stop, environment.log(), environment.terminal()),
        args);
  }
}
