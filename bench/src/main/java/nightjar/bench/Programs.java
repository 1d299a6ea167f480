package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Programs started as processes of their own, so that what each uses is its own.
final class Programs {
  private Programs() {}

  /// A Nightjar command with the launcher's own JVM options.
  static Process nightjar(String... args) {
    List<String> command = new ArrayList<>(List.of(root().resolve("nightjar").toString()));
    command.addAll(List.of(args));
    return start(command);
  }

  static Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Waits for the program to end, having asked it to unless it ends by itself; kills it after a minute.
  static void stop(Process process, boolean endsByItself) {
    if (!endsByItself) {
      // Not Process.destroy, which would close the program's output before its last line is read.
      process.toHandle().destroy();
    }
    try {
      if (!process.waitFor(1, TimeUnit.MINUTES)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("a benchmark is not interrupted", e);
    }
  }

  static Path root() {
    return Path.of(System.getProperty("nightjar.root", ".")).toAbsolutePath().normalize();
  }
}
