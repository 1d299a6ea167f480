package nightjar.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import nightjar.base.Fault;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.SimulatorCounters;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.fault.CameraFault;
import nightjar.cameras.simulator.fault.FaultCatalog;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.media.rtsp.auth.Credentials;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar camera-sim`: simulated cameras until a signal comes.
/// Owned by the main thread.
@Command(name = "camera-sim")
final class CameraSimCommand implements Runnable {
  private record Addresses(String camera, String main, Optional<String> sub) {}

  private final Environment environment;

  @Option(names = "--cameras", paramLabel = "N", defaultValue = "1")
  private int cameras;

  @Option(names = "--address", paramLabel = "A", defaultValue = "127.0.0.1")
  private String address = "";

  @Option(names = "--rtsp-port", paramLabel = "P", defaultValue = "8554")
  private int rtspPort;

  @Option(names = "--source", paramLabel = "FILE|synthetic", defaultValue = "synthetic")
  private String source = "";

  @Option(names = "--once")
  private boolean once;

  @Option(names = "--codec", paramLabel = "h264|h265", defaultValue = "h264")
  private String codec = "";

  @Option(names = "--size", paramLabel = "WxH", defaultValue = "1920x1080")
  private String size = "";

  @Option(names = "--fps", paramLabel = "N", defaultValue = "25")
  private int framesPerSecond;

  @Option(names = "--bitrate", paramLabel = "MBIT/S", defaultValue = "4")
  private double megabitsPerSecond;

  @Option(names = "--audio", defaultValue = "NONE")
  private AudioKind audio = AudioKind.NONE;

  @Option(names = "--sub")
  private boolean sub;

  @Option(names = "--login", paramLabel = "USER:PASSWORD")
  private Optional<String> login = Optional.empty();

  @Option(names = "--fault", paramLabel = "NAME[=N]")
  private List<String> faults = new ArrayList<>();

  @Option(names = "--faults")
  private boolean listFaults;

  @Option(names = "--json")
  private boolean json;

  CameraSimCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    Terminal terminal = environment.terminal();
    if (listFaults) {
      FaultCatalog.entries()
          .forEach(
              e -> terminal.line("%-24s %s (N = %s)".formatted(e.name(), e.help(), e.usual())));
      return;
    }
    SimulatorConfig config = config();
    try (Simulator simulator = Simulator.start(config, environment.clock(), new SecureRandom())) {
      List<Addresses> all =
          config.cameras().stream().map(camera -> addresses(simulator, camera)).toList();
      if (json) {
        terminal.jsonLine(all);
      } else {
        all.forEach(each -> terminal.line(each.main + each.sub.map(s -> "  " + s).orElse("")));
        terminal.error(terminal.say("camera-sim.running", cameras));
      }
      while (!environment.clock().sleep(Duration.ofSeconds(1), environment.stop())) {
        SimulatorCounters now = simulator.counters();
        terminal.progress(() ->
            terminal.say(
                "camera-sim.progress",
                now.viewers(),
                now.framesSent(),
                now.framesNotSent(),
                now.bytesSent() / 1e9));
      }
      terminal.endProgress();
      if (json) {
        terminal.jsonLine(simulator.counters());
      }
    }
  }

  private SimulatorConfig config() {
    if (cameras < 1 || cameras > 2_000) {
      throw Fault.of(Fault.Kind.INVALID, cameras + " cameras", "Simulate between 1 and 2000.");
    }
    SimulatedStream main = stream();
    Optional<SimulatedStream> small = sub ? Optional.of(subStream()) : Optional.empty();
    List<CameraFault> each = faults.stream().map(FaultCatalog::parse).toList();
    Access access = login.map(CameraSimCommand::access).orElse(new Access.Open());
    List<SimulatedCamera> all =
        IntStream.rangeClosed(1, cameras)
            .mapToObj(n -> new SimulatedCamera(n, main, small, access, each))
            .toList();
    return SimulatorConfig.of(all).at(address, rtspPort).withSpread(Duration.ofSeconds(2));
  }

  private static Access access(String login) {
    int colon = login.indexOf(':');
    if (colon < 1) {
      throw Fault.of(Fault.Kind.INVALID, "--login has no password", "Write it like viewer:secret.");
    }
    var credentials = new Credentials(login.substring(0, colon), login.substring(colon + 1));
    return new Access.Password(credentials, Access.Scheme.ALL);
  }

  private SimulatedStream stream() {
    if (!source.equals("synthetic")) {
      Path file = Path.of(source);
      if (!Files.isReadable(file)) {
        throw Fault.of(Fault.Kind.NOT_FOUND, "no file " + file, "Name an MP4 file, or synthetic.");
      }
      return new SimulatedStream.Mp4File(file, once);
    }
    if (!size.matches("\\d{2,5}x\\d{2,5}")) {
      throw Fault.of(Fault.Kind.INVALID, "--size " + size, "Write it like 1920x1080.");
    }
    String[] sides = size.split("x", 2);
    int width = Integer.parseInt(sides[0]);
    int height = Integer.parseInt(sides[1]);
    if (width < 320 || height < 208 || width > 8192 || height > 8192 || (width | height) % 2 != 0) {
      throw Fault.of(
          Fault.Kind.INVALID, "--size " + size, "Choose even sides, from 320x208 to 8192x8192.");
    }
    if (framesPerSecond < 1 || framesPerSecond > 240) {
      throw Fault.of(Fault.Kind.INVALID, "--fps " + framesPerSecond, "Choose 1 to 240.");
    }
    if (!(megabitsPerSecond >= 0 && megabitsPerSecond <= 1_000)) {
      throw Fault.of(Fault.Kind.INVALID, "--bitrate " + megabitsPerSecond, "Choose 0 to 1000.");
    }
    int bits = (int) Math.round(megabitsPerSecond * 1e6);
    return new SimulatedStream.Synthetic(
        video(), width, height, framesPerSecond, bits, 2 * framesPerSecond, audio);
  }

  private SimulatedStream subStream() {
    return new SimulatedStream.Synthetic(
        video(), 640, 360, framesPerSecond, 500_000, 2 * framesPerSecond, AudioKind.NONE);
  }

  private Video video() {
    return switch (codec) {
      case "h264" -> Video.H264;
      case "h265" -> Video.H265;
      default -> throw Fault.of(Fault.Kind.INVALID, "--codec " + codec, "Choose h264 or h265.");
    };
  }

  private Addresses addresses(Simulator simulator, SimulatedCamera camera) {
    Optional<String> small = camera.sub().map(_ -> simulator.url(camera.number(), StreamName.SUB));
    return new Addresses(camera.name(), simulator.url(camera.number(), StreamName.MAIN), small);
  }
}
