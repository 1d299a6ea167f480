package nightjar.e2e.agreement;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;
import nightjar.cameras.simulator.Access;
import nightjar.cameras.simulator.SimulatedCamera;
import nightjar.cameras.simulator.SimulatedStream;
import nightjar.cameras.simulator.Simulator;
import nightjar.cameras.simulator.SimulatorConfig;
import nightjar.cameras.simulator.StreamName;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real footage through RTSP and back: the recording shows the same pictures at the same times, frame for frame.
@Tag("slow")
class FootageTest {
  /// The simulator rounds each time down to 1/90,000 s, FFmpeg to the nearest.
  private static final long ROUNDING = 2;

  /// Frames that may wait for a successor before they are durable.
  private static final int HELD = 64;

  /// What was sent last may still be on its way to the recorder.
  private static final long ON_THE_WAY_NANOS = 1_500_000_000;

  private static final String ID = "camera";

  @TempDir Path folder;

  @Test
  void everyFileOfFootageComesBackOverTcp() {
    List<Path> footage = footage();
    recordAndCompare(footage, TransportChoice.TCP);
  }

  @Test
  void footageWithSoundComesBackOverUdp() {
    recordAndCompare(
        footage().stream().filter(f -> f.endsWith("traffic-mini.mp4")).toList(),
        TransportChoice.UDP);
  }

  @Test
  void h265ComesBackOverTcpAndUdp() {
    Path main = made("main", "libx265", "yuv420p", "keyint=25:bframes=3:log-level=none");
    Path ten = made("ten", "libx265", "yuv420p10le", "keyint=50:open-gop=1:log-level=none");
    recordAndCompare(List.of(main, ten), TransportChoice.TCP);
    recordAndCompare(List.of(main), TransportChoice.UDP);
  }

  private Path made(String name, String encoder, String format, String parameters) {
    Program.assume("ffmpeg", "ffprobe");
    Path file = folder.resolve(name + ".mp4");
    Program.quiet(
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-nostdin",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=322x242:rate=25:duration=4",
            "-c:v",
            encoder,
            "-preset",
            "ultrafast",
            "-pix_fmt",
            format,
            "-x265-params",
            parameters,
            "-tag:v",
            "hvc1",
            file.toString()));
    return file;
  }

  private static List<Path> footage() {
    Program.assume("ffmpeg", "ffprobe");
    Optional<Path> folder = Fixtures.find("footage");
    Assumptions.assumeTrue(folder.isPresent(), "no footage here");
    try (Stream<Path> walk = Files.walk(folder.get())) {
      List<Path> files = walk.filter(f -> f.toString().endsWith(".mp4")).sorted().toList();
      assertThat(files).isNotEmpty();
      return files;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private void recordAndCompare(List<Path> sources, TransportChoice transport) {
    List<Truth> truths = sources.stream().map(Truth::of).toList();
    var sent = new AtomicIntegerArray(sources.size() + 1);
    List<Tape> tapes = new ArrayList<>();
    try (Simulator simulator = simulator(sources, sent)) {
      for (int i = 1; i <= sources.size(); i++) {
        String url = simulator.url(i, StreamName.MAIN);
        tapes.add(
            new Tape(tapeFolder(transport, i), List.of(CameraConfig.of(ID, url).with(transport))));
      }
      long[] whole = new long[tapes.size()];
      boolean all =
          Tape.wait(
              Duration.ofMinutes(10),
              () -> {
                boolean done = true;
                for (int i = 0; i < whole.length; i++) {
                  int wanted = truths.get(i).count();
                  if (sent.get(i + 1) < wanted || tapes.get(i).frames(ID) <= wanted - HELD) {
                    done = false;
                  } else if (whole[i] == 0) {
                    whole[i] = Tape.CLOCK.nanos();
                    done = false;
                  } else if (Tape.CLOCK.nanos() - whole[i] > ON_THE_WAY_NANOS) {
                    tapes.get(i).end();
                  } else {
                    done = false;
                  }
                }
                return done;
              });
      assertThat(all).as("%s frames sent; %s", sent, logs(tapes)).isTrue();
    } finally {
      tapes.forEach(Tape::close);
    }
    for (int i = 0; i < tapes.size(); i++) {
      assertThat(tapes.get(i).log()).noneMatch(line -> line.startsWith("CAMERA_LOST"));
      compare(tapes.get(i).files(ID), truths.get(i));
    }
  }

  private static List<String> logs(List<Tape> tapes) {
    return tapes.stream().flatMap(tape -> tape.log().stream()).toList();
  }

  /// What FFmpeg makes of the file itself.
  private record Truth(Path file, Decoded pictures, Optional<Decoded> sound) {
    static Truth of(Path file) {
      Optional<Decoded> sound =
          Decoded.hasSound(file) ? Optional.of(Decoded.sound(file)) : Optional.empty();
      return new Truth(file, Decoded.pictures(file), sound);
    }

    int count() {
      return pictures.count() + sound.map(Decoded::count).orElse(0);
    }
  }

  private Path tapeFolder(TransportChoice transport, int number) {
    try {
      return Files.createDirectory(folder.resolve("tape-" + transport + "-" + number));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void compare(List<Path> files, Truth truth) {
    Tape.assertClean(files);
    String what = truth.file.toString();
    int from = 0;
    for (Path file : files) {
      Decoded recorded = Decoded.pictures(file);
      int to = from + recorded.count();
      assertThat(to).as(what + ": pictures").isLessThanOrEqualTo(truth.pictures.count());
      recorded.assertSame(truth.pictures.part(from, to), ROUNDING, what + " in " + file);
      from = to;
    }
    assertThat(from).as(what + ": pictures").isEqualTo(truth.pictures.count());
    if (truth.sound.isPresent()) {
      List<String> sounds = new ArrayList<>();
      files.forEach(file -> sounds.addAll(Decoded.sound(file).hashes()));
      Decoded.assertSameHashes(sounds, truth.sound.get().hashes(), what + ": sound");
    }
  }

  private static Simulator simulator(List<Path> sources, AtomicIntegerArray sent) {
    List<SimulatedCamera> cameras = new ArrayList<>();
    for (Path source : sources) {
      cameras.add(
          new SimulatedCamera(
              cameras.size() + 1,
              new SimulatedStream.Mp4File(source, true),
              Optional.empty(),
              new Access.Open(),
              List.of()));
    }
    return Simulator.start(
        SimulatorConfig.of(cameras),
        Tape.CLOCK,
        new SecureRandom(),
        frame -> sent.incrementAndGet(frame.camera()));
  }
}
