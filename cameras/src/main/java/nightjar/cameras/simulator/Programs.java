package nightjar.cameras.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightjar.cameras.scene.Place;
import nightjar.cameras.scene.SceneFormat;
import nightjar.cameras.scene.SceneLibrary;
import nightjar.cameras.simulator.program.Mp4Source;
import nightjar.cameras.simulator.program.Program;
import nightjar.cameras.simulator.program.Scratch;
import nightjar.cameras.simulator.program.Source;
import nightjar.cameras.simulator.program.SyntheticAudio;
import nightjar.cameras.simulator.program.SyntheticSource;

/// Makes programs: one for each synthetic stream, one for all cameras that show the same file over and over.
/// Owned by the simulator's thread.
final class Programs implements AutoCloseable {
  private final Workplace workplace;
  private final long spreadNanos;
  private final Scratch scratch;
  private final SceneLibrary scenes = new SceneLibrary();
  private final Map<SimulatedStream, Program> shared = new HashMap<>();
  private final List<Program> all = new ArrayList<>();

  Programs(Workplace workplace, long spreadNanos) {
    this.workplace = workplace;
    this.spreadNanos = spreadNanos;
    this.scratch = new Scratch(workplace.pool());
  }

  Program of(int camera, SimulatedStream stream) {
    return switch (stream) {
      case SimulatedStream.Synthetic synthetic -> program(synthetic(camera, synthetic), 0);
      case SimulatedStream.Mp4File(var file, boolean once) when once ->
          program(Mp4Source.open(file, true, scratch), 0);
      case SimulatedStream.Mp4File(var file, _) ->
          shared.computeIfAbsent(
              stream, _ -> program(Mp4Source.open(file, false, scratch), spreadNanos));
    };
  }

  private Source synthetic(int camera, SimulatedStream.Synthetic stream) {
    Place place = Place.of(camera);
    String name = "CAM %03d".formatted(camera);
    return new SyntheticSource(
        scenes.camera(format(stream, place, stream.width(), stream.height()), camera, name),
        () -> scenes.camera(format(stream, place, 640, 360), camera, name),
        stream.framesPerSecond(),
        SyntheticAudio.of(stream.audio()),
        scratch);
  }

  private static SceneFormat format(
      SimulatedStream.Synthetic stream, Place place, int width, int height) {
    SceneFormat.Codec codec =
        switch (stream.video()) {
          case H264 -> SceneFormat.Codec.H264;
          case H265 -> SceneFormat.Codec.H265;
        };
    return new SceneFormat(
        codec,
        width,
        height,
        stream.framesPerSecond(),
        stream.framesPerGroup(),
        place,
        stream.bitsPerSecond());
  }

  private Program program(Source source, long spread) {
    boolean checksums = !workplace.listener().equals(SentListener.NONE);
    Program program = new Program(source, workplace.pool(), spread, checksums, workplace.random());
    all.add(program);
    return program;
  }

  @Override
  public void close() {
    all.forEach(Program::close);
    scratch.close();
  }
}
