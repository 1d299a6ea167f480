package nightjar.e2e.crash;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.SimulatedStream.Video;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.cameras.simulator.program.AudioKind;
import nightjar.store.recording.StreamKey;

/// Four simulated cameras with the smallest pictures there are, so that the recorder is what a test is busy with, and the
/// journal of what they sent. Safe for any thread because it holds only what is.
final class Studio implements AutoCloseable {
  static final List<Integer> CAMERAS = List.of(1, 2, 3, 4);

  /// Sends by UDP, and therefore goes on sending for a while after its viewer was killed.
  static final int UDP_CAMERA = 3;

  private static final int FRAMES_PER_SECOND = 10;

  /// Soon after a killed viewer, so that UDP to nobody does not pile up.
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  private final Journal journal = new Journal();
  private final Clock clock;
  private final Simulator simulator;

  Studio(Clock clock, RandomGenerator random) {
    this.clock = clock;
    List<SimulatedCamera> cameras =
        List.of(
            camera(1, Video.H264, AudioKind.AAC),
            camera(2, Video.H265, AudioKind.NONE),
            camera(UDP_CAMERA, Video.H264, AudioKind.NONE),
            camera(4, Video.H265, AudioKind.AAC));
    SimulatorConfig config = SimulatorConfig.of(cameras).withSessionTimeout(SESSION_TIMEOUT);
    simulator = Simulator.start(config, clock, random, journal);
  }

  private static SimulatedCamera camera(int number, Video video, AudioKind audio) {
    var stream =
        new SimulatedStream.Synthetic(
            video, 320, 208, FRAMES_PER_SECOND, 80_000, FRAMES_PER_SECOND, audio);
    return new SimulatedCamera(number, stream, Optional.empty(), new Access.Open(), List.of());
  }

  Journal journal() {
    return journal;
  }

  static StreamKey key(int camera) {
    return StreamKey.of("cam" + camera, "main");
  }

  static int camera(StreamKey key) {
    return Integer.parseInt(key.camera().name().substring("cam".length()));
  }

  /// The recorder's configuration file for all cameras; a promise of two seconds, as it comes.
  String config() {
    return config(CAMERAS);
  }

  /// The same for some of them.
  String config(List<Integer> cameras) {
    StringBuilder toml =
        new StringBuilder(
            """
            keep_free = "0B"
            [web]
            http = "127.0.0.1:0"
            https = "off"
            """);
    for (int camera : cameras) {
      toml.append(
          """
          [[camera]]
          id = "cam%d"
          url = "%s"
          transport = "%s"
          """
              .formatted(
                  camera,
                  simulator.url(camera, StreamName.MAIN),
                  camera == UDP_CAMERA ? "udp" : "tcp"));
    }
    return toml.toString();
  }

  /// Waits until the cameras, whose key frames come together, have just sent pictures that need the ones before.
  void awaitMiddleOfGroup() {
    var never = new Stop();
    while (journal.sinceKeyFrame(1) != FRAMES_PER_SECOND / 2) {
      clock.sleep(Duration.ofMillis(5), never);
    }
  }

  @Override
  public void close() {
    simulator.close();
  }
}
