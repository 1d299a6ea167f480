package nightjar.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import nightjar.base.Fault;
import nightjar.base.files.PrivateFile;
import nightjar.base.http.HttpServer;
import nightjar.base.log.KeptLog;
import nightjar.base.time.ShiftedClock;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.cli.demo.Guide;
import nightjar.cli.demo.LostPassword;
import nightjar.cli.demo.Past;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.config.WebConfig;
import nightjar.recorder.ingest.StreamStatus;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `nightjar demo`: simulated cameras and a recorder on loopback, with nothing to set up.
/// Owned by the main thread.
@Command(name = "demo")
final class DemoCommand implements Runnable {
  /// A demo that is forgotten should not fill the disk: a made-up day and about three hours more of each camera.
  private static final long KEEP_BYTES = 1_500_000_000L;

  /// So many cameras have a past: one of each place.
  private static final int WITH_PAST = 4;

  private final Environment environment;

  @Option(names = "--cameras", paramLabel = "N", defaultValue = "4")
  private int cameras;

  @Option(names = "--data", paramLabel = "DIR")
  private Optional<Path> data = Optional.empty();

  @Option(names = "--for", paramLabel = "DURATION")
  private Duration length = Duration.ofDays(36_500);

  @Option(names = "--port", paramLabel = "PORT", defaultValue = "0", descriptionKey = "port")
  private int port;

  @Option(names = "--history", paramLabel = "DURATION")
  private Duration history = Duration.ofDays(1);

  @Option(names = "--lost-password")
  private boolean lostPassword;

  DemoCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    if (cameras < 1 || cameras > 500) {
      throw Fault.of(Fault.Kind.INVALID, cameras + " cameras", "Show between 1 and 500.");
    }
    Path folder =
        data.orElse(
            Path.of(System.getProperty("user.home"), ".local", "share", "nightjar", "demo"));
    Folders.initIfNew(folder);
    var random = new SecureRandom();
    makePast(folder, random);
    List<SimulatedCamera> simulated = new ArrayList<>();
    for (int n = 1; n <= cameras; n++) {
      simulated.add(camera(n));
    }
    var places = SimulatorConfig.of(simulated).withSpread(Duration.ofSeconds(2));
    try (Simulator simulator = Simulator.start(places, environment.clock(), random)) {
      List<CameraConfig> recorded =
          simulated.stream().map(camera -> config(simulator, camera)).toList();
      RecorderConfig config =
          RecorderConfig.defaults().with(recorded).with(WebConfig.loopback(port));
      var durable = new Recorded();
      try (KeptLog log = WebApp.log(environment, folder);
          Recorder recorder =
              Recorder.start(config, folder, environment.clock(), random, log, durable)) {
        welcome(recorded, folder);
        serve(log, recorder, config, folder, random, durable);
      }
      Terminal terminal = environment.terminal();
      terminal.line(
          terminal.say(
              "recorded", durable.frames(), durable.bytes() / 1e6, durable.files(), folder));
    }
  }

  private void serve(
      KeptLog log,
      Recorder recorder,
      RecorderConfig config,
      Path folder,
      SecureRandom random,
      Recorded durable) {
    if (!lostPassword) {
      try (WebApp _ = WebApp.open(environment, log, recorder, config, folder)) {
        environment.terminal().line(environment.terminal().say("demo.lost.hint"));
        watch(recorder, durable);
      }
      return;
    }
    var clock = new ShiftedClock(environment.clock());
    Path own = folder.resolve(WebApp.FOLDER);
    PrivateFile.makeFolder(own);
    try (LostPassword maker = LostPassword.start(own, clock, environment.log(), random);
        WebApp _ = WebApp.open(environment, log, recorder, config, folder, clock);
        HttpServer guide =
            Guide.serve(maker, folder.toString(), environment.clock(), environment.log())) {
      Terminal terminal = environment.terminal();
      terminal.line(
          terminal.say(
              "demo.lost",
              maker.address(),
              maker.claim(),
              maker.desk(),
              maker.maker(),
              folder,
              "http://127.0.0.1:" + guide.httpPort().orElseThrow()));
      maker.listen();
      watch(recorder, durable);
    }
  }

  /// H.264, which every browser plays, and H.265 from every fifth; the first has a microphone.
  private static SimulatedCamera camera(int number) {
    Video video = number % 5 == 0 ? Video.H265 : Video.H264;
    var main = SimulatedStream.Synthetic.of(video, 1280, 720, 1_000_000);
    SimulatedStream stream = number == 1 ? main.with(AudioKind.AAC) : main;
    SimulatedStream sub = new SimulatedStream.Synthetic(video, 640, 360, 12, 0, 24, AudioKind.NONE);
    return new SimulatedCamera(number, stream, Optional.of(sub), new Access.Open(), List.of());
  }

  private void makePast(Path folder, SecureRandom random) {
    if (history.isZero()) {
      return;
    }
    Terminal terminal = environment.terminal();
    var past = new Past(folder, environment.clock(), random, environment.stop());
    boolean made =
        past.make(
            Math.min(cameras, WITH_PAST),
            history,
            done -> terminal.progress(() -> terminal.say("demo.past.progress", done)));
    terminal.endProgress();
    if (made) {
      terminal.error(terminal.say("demo.past.made", history.toHours()));
    }
  }

  private static CameraConfig config(Simulator simulator, SimulatedCamera camera) {
    return new CameraConfig(
        camera.name(),
        simulator.url(camera.number(), StreamName.MAIN),
        Optional.of(simulator.url(camera.number(), StreamName.SUB)),
        TransportChoice.AUTO,
        Optional.empty(),
        Optional.empty(),
        OptionalLong.of(KEEP_BYTES));
  }

  private void welcome(List<CameraConfig> recorded, Path folder) {
    Terminal terminal = environment.terminal();
    terminal.line(terminal.say("demo.welcome", recorded.size(), folder));
    recorded.forEach(camera -> terminal.line("  " + camera.id() + "  " + camera.url()));
    terminal.line(terminal.say("demo.try", folder, recorded.getFirst().id()));
  }

  private void watch(Recorder recorder, Recorded durable) {
    Terminal terminal = environment.terminal();
    var board = new StatusBoard(terminal, environment.clock(), durable);
    long until = environment.clock().nanos() + length.toNanos();
    while (environment.clock().nanos() < until
        && !environment.clock().sleep(Duration.ofSeconds(1), environment.stop())) {
      List<StreamStatus> streams = recorder.streams();
      terminal.progress(() -> board.line(streams, recorder.metrics()));
    }
    terminal.endProgress();
  }
}
