package nightjar.media.mp4;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// The independent judge: `ffmpeg` and `ffprobe`, where they are installed.
public final class Ffmpeg {
  public record Result(int status, List<String> lines, String errors) {}

  private Ffmpeg() {}

  /// Skips the test where there is no `ffmpeg` or no `ffprobe`.
  public static void assumeInstalled() {
    Assumptions.assumeTrue(installed("ffmpeg") && installed("ffprobe"), "no ffmpeg here");
  }

  private static boolean installed(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      if (Files.isExecutable(Path.of(folder, program))) {
        return true;
      }
    }
    return false;
  }

  /// Runs a program that must end well and say nothing on its error output.
  public static List<String> quiet(String... command) {
    Result result = run(command);
    if (result.status != 0 || !result.errors.isEmpty()) {
      throw new AssertionError(String.join(" ", command) + "\n" + result);
    }
    return result.lines;
  }

  public static Result run(String... command) {
    try {
      Path errors = Files.createTempFile("ffmpeg", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        List<String> lines =
            new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
        return new Result(process.exitValue(), lines, Files.readString(errors).strip());
      } finally {
        Files.delete(errors);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Whether `ffmpeg` can encode so.
  public static void assumeEncoder(String name) {
    assumeInstalled();
    Assumptions.assumeTrue(
        run("ffmpeg", "-v", "error", "-h", "encoder=" + name)
            .lines
            .getFirst()
            .startsWith("Encoder"),
        "no encoder " + name);
  }

  /// Makes a file with ffmpeg's own writer.
  public static void make(Path file, String arguments) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-y", "-nostdin"));
    command.addAll(List.of(arguments.split(" ", -1)));
    command.add(file.toString());
    quiet(command.toArray(String[]::new));
  }

  /// Hash of every decoded frame with its time: `stream, pts, hash`.
  public static List<String> frames(Path file, String... options) {
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-v", "error", "-xerror"));
    command.addAll(List.of("-i", file.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-fps_mode", "passthrough", "-f", "framemd5", "-"));
    return quiet(command.toArray(String[]::new)).stream()
        .filter(line -> !line.startsWith("#"))
        .map(line -> {
          String[] fields = line.split(", *", -1);
          return fields[0].strip() + " " + fields[2].strip() + " " + fields[5].strip();
        })
        .toList();
  }
}
