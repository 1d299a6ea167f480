package nightjar.e2e.agreement;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Programs that nobody here wrote, where they are installed.
public final class Program {
  /// What a program said until its end.
  ///
  /// @param errors all of its error output
  public record Result(int status, List<String> lines, String errors) {}

  private static final long PATIENCE_SECONDS = 600;

  private Program() {}

  /// Skips the test where one of `programs` is missing.
  public static void assume(String... programs) {
    for (String program : programs) {
      Assumptions.assumeTrue(find(program).isPresent(), "no " + program + " here");
    }
  }

  public static Optional<Path> find(String program) {
    for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
      Path path = Path.of(folder, program);
      if (Files.isExecutable(path)) {
        return Optional.of(path);
      }
    }
    return Optional.empty();
  }

  /// Runs a program that must end well and say nothing on its error output.
  public static List<String> quiet(List<String> command) {
    Result result = run(command);
    if (result.status != 0 || !result.errors.isEmpty()) {
      throw new AssertionError(String.join(" ", command) + "\n" + result.errors);
    }
    return result.lines;
  }

  /// The first time that ffprobe says of `file` when asked for `-show_entries`, the last of `arguments`.
  public static double seconds(Path file, String... arguments) {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error"));
    command.addAll(List.of(arguments).subList(0, arguments.length - 1));
    command.addAll(List.of("-read_intervals", "%+#1", "-of", "csv=p=0"));
    command.addAll(List.of("-show_entries", arguments[arguments.length - 1], file.toString()));
    return Double.parseDouble(quiet(command).getFirst());
  }

  public static Result run(List<String> command) {
    try {
      Path errors = Files.createTempFile("program", ".err");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectError(errors.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError(command + " does not end");
        }
        return new Result(
            process.exitValue(), text.lines().toList(), Files.readString(errors).strip());
      } finally {
        Files.delete(errors);
      }
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
