package nightjar.cameras.scene;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// Other people's decoders, run as programs; a test that needs one is skipped where it is missing.
final class Decoders {
  private Decoders() {}

  static void need(String program, String... arguments) {
    try {
      Process process =
          new ProcessBuilder(command(program, arguments))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      Assumptions.assumeTrue(process.waitFor(20, TimeUnit.SECONDS), program + " hangs");
      Assumptions.assumeTrue(process.exitValue() == 0, program + " cannot do this here");
    } catch (IOException e) {
      Assumptions.abort(program + " is not installed: " + e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Runs to the end, which must be a success, and returns what it printed on both streams.
  static String run(String program, String... arguments) {
    try {
      Process process =
          new ProcessBuilder(command(program, arguments)).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), UTF_8);
      assertThat(process.waitFor()).as("%s %s: %s", program, List.of(arguments), said).isZero();
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Decodes with FFmpeg, which must not complain about anything.
  static byte[] ffmpeg(Path stream, String... filter) {
    Path out = stream.resolveSibling(stream.getFileName() + ".yuv");
    List<String> arguments = new ArrayList<>(List.of("-y", "-v", "error", "-xerror"));
    arguments.addAll(List.of("-err_detect", "explode", "-i", stream.toString()));
    arguments.addAll(List.of(filter));
    arguments.addAll(List.of("-f", "rawvideo", "-pix_fmt", "yuv420p", out.toString()));
    assertThat(run("ffmpeg", arguments.toArray(String[]::new))).isEmpty();
    return bytes(out);
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program);
    command.addAll(List.of(arguments));
    return command;
  }
}
