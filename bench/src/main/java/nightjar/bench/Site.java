package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Simulated cameras that all show one real H.264 file of 4 Mbit/s, in a process of their own, and a folder to record into.
/// Owned by one benchmark.
final class Site implements AutoCloseable {
  private static final int PORT = 18_654;

  private final Path work;
  private final int cameras;
  private final Process simulator;
  private final Output simulatorOutput;

  Site(int cameras) {
    this.cameras = cameras;
    this.work = temporary();
    Path film = film(work);
    simulator =
        Programs.nightjar(
            "camera-sim",
            "--json",
            "--cameras",
            "" + cameras,
            "--rtsp-port",
            "" + PORT,
            "--source",
            film.toString());
    simulatorOutput = new Output(simulator, _ -> true);
    simulatorOutput.await();
  }

  List<String> urls() {
    return IntStream.rangeClosed(1, cameras)
        .mapToObj(n -> "rtsp://127.0.0.1:%d/cam%03d/main".formatted(PORT, n))
        .toList();
  }

  /// An empty folder; the one given out before is deleted.
  Path folder(String name) {
    try {
      Path folder = work.resolve(name);
      delete(folder);
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A recorder with all cameras, which tells how it is once every `seconds`.
  Process recorder(Path folder, int seconds, String... options) {
    try {
      if (!Files.exists(folder.resolve("nightjar-disk.json"))) {
        Programs.stop(Programs.nightjar("store", "init", "--data", folder.toString()), true);
      }
      var text =
          new StringBuilder(
              "keep_free = \"1GB\"\n[web]\nhttp = \"127.0.0.1:0\"\nhttps = \"off\"\n");
      List<String> urls = urls();
      for (int i = 0; i < urls.size(); i++) {
        text.append("[[camera]]\nid = \"cam%d\"\nurl = \"%s\"\n".formatted(i + 1, urls.get(i)));
      }
      Path config = Files.writeString(work.resolve("site.toml"), text);
      List<String> command =
          new ArrayList<>(
              List.of(
                  "recorder", "--json", "--every", seconds + "s", "--config", config.toString()));
      command.addAll(List.of("--data", folder.toString()));
      command.addAll(List.of(options));
      return Programs.nightjar(command.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static long bytesUnder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Ends the cameras; returns the frames they could not hand over because a viewer did not drain its socket.
  long endCameras() {
    Programs.stop(simulator, false);
    return json(simulatorOutput.last()).path("framesNotSent").asLong();
  }

  @Override
  public void close() {
    Programs.stop(simulator, false);
    delete(work);
  }

  static JsonNode json(String line) {
    return JsonMapper.shared().readTree(line);
  }

  private static Path film(Path folder) {
    Path film = folder.resolve("film.mp4");
    Process ffmpeg =
        Programs.start(
            List.of(
                "ffmpeg",
                "-v",
                "error",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=1920x1080:rate=25,noise=alls=12:allf=t",
                "-t",
                "8",
                "-c:v",
                "libx264",
                "-preset",
                "ultrafast",
                "-g",
                "50",
                "-bf",
                "0",
                "-b:v",
                "4M",
                "-maxrate",
                "4M",
                "-bufsize",
                "4M",
                film.toString()));
    Programs.stop(ffmpeg, true);
    return film;
  }

  static Path temporary() {
    try {
      return Files.createTempDirectory(
          Path.of(System.getProperty("nightjar.bench.dir", "/var/tmp")), "nightjar-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
