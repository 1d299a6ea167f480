package nightjar.cli;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.config.RecorderConfig;
import nightjar.store.disk.LocalDisk;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `nightjar record URL --out DIR`: one address recorded without a set-up. A camera that cannot be played at all ends the
/// command; one that drops out later is waited for.
/// Owned by the main thread.
@Command(name = "record")
final class RecordCommand implements Runnable {
  private record Summary(String camera, String folder, int files, long frames, long bytes) {}

  private static final Duration FOR_EVER = Duration.ofDays(36_500);
  private static final long TICK_NANOS = 200_000_000;

  private final Environment environment;

  @Parameters(paramLabel = "URL", index = "0")
  private String url = "";

  @Option(names = "--out", paramLabel = "DIR", required = true)
  private Path out = Path.of(".");

  @Option(names = "--for", paramLabel = "DURATION")
  private Optional<Duration> length = Optional.empty();

  @Option(names = "--camera", paramLabel = "NAME", defaultValue = "camera")
  private String camera = "";

  @Option(names = "--transport", defaultValue = "AUTO")
  private TransportChoice transport = TransportChoice.AUTO;

  @Option(names = "--json")
  private boolean json;

  RecordCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void run() {
    RtspUrl.parse(url); // a mistyped address makes no folder
    CameraConfig one = CameraConfig.of(camera, url).with(transport);
    Folders.initIfNew(out);
    var config = RecorderConfig.defaults().with(List.of(one)).withKeepFree(Optional.of(keepFree()));
    var recorded = new Recorded();
    var first = new FirstPicture();
    long until = environment.clock().nanos() + length.orElse(FOR_EVER).toNanos();
    try (Recorder recorder =
        Recorder.start(
            config, out, environment.clock(), new SecureRandom(), environment.log(), recorded)) {
      watch(recorder, recorded, first, until);
    }
    if (recorded.frames() == 0) {
      throw first.missing();
    }
    Terminal terminal = environment.terminal();
    if (json) {
      terminal.json(
          new Summary(
              camera, out.toString(), recorded.files(), recorded.frames(), recorded.bytes()));
    } else {
      terminal.line(
          terminal.say(
              "recorded", recorded.frames(), recorded.bytes() / 1e6, recorded.files(), out));
    }
  }

  /// Of the room that is left, not of the disk: a disk nearly full of other things would lose each file as soon as it is whole.
  private long keepFree() {
    return RecorderConfig.defaults().keepFreeOf(new LocalDisk(out).space().freeBytes());
  }

  private void watch(Recorder recorder, Recorded recorded, FirstPicture first, long until) {
    Terminal terminal = environment.terminal();
    var board = new StatusBoard(terminal, environment.clock(), recorded);
    long left = until - environment.clock().nanos();
    while (left > 0
        && !environment
            .clock()
            .sleep(Duration.ofNanos(Math.min(left, TICK_NANOS)), environment.stop())) {
      first.look(recorder.streams().getFirst().session());
      if (recorded.frames() == 0 && first.hopeless()) {
        break;
      }
      terminal.progress(() -> board.line(recorder.streams(), recorder.metrics()));
      left = until - environment.clock().nanos();
    }
    terminal.endProgress();
  }
}
