package nightjar.pictures;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import nightjar.pictures.worker.WorkerMain;

/// How a worker's process is fenced in: a small heap, a limit on its address space and on the files it writes, no core dumps, an
/// empty environment, and no network where the kernel lets an ordinary user have a network namespace of their own.
record Sandbox(Path work, boolean withoutNetwork, boolean withLimits) {
  /// Kilobytes of address space. The JVM reserves more than it uses; the models take 120 MB of it.
  private static final String LIMITS =
      "ulimit -c 0; ulimit -v 3500000; ulimit -f 131072; ulimit -n 256; ";

  Sandbox in(Path other) {
    return new Sandbox(other, withoutNetwork, withLimits);
  }

  static Sandbox of(Path work) {
    return new Sandbox(
        work,
        succeeds("unshare", "--map-root-user", "--net", "--", "true"),
        succeeds("/bin/sh", "-c", LIMITS + "true"));
  }

  /// `reads`: with models and room for the largest picture; otherwise for small frames only.
  ProcessBuilder command(boolean reads) {
    List<String> command = new ArrayList<>();
    if (withoutNetwork) {
      command.addAll(List.of("unshare", "--map-root-user", "--net", "--"));
    }
    if (withLimits) {
      command.addAll(List.of("/bin/sh", "-c", LIMITS + "exec \"$@\"", "sh"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            reads ? "-Xmx640m" : "-Xmx96m",
            "-Xms32m",
            "-XX:+UseSerialGC",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:CompressedClassSpaceSize=48m",
            "-XX:ReservedCodeCacheSize=64m",
            "-XX:MaxMetaspaceSize=96m",
            "-Djava.awt.headless=true",
            "-Djava.io.tmpdir=" + work,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classPath(),
            WorkerMain.class.getName(),
            reads ? "reads" : "looks"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(work.toFile());
    builder.environment().clear();
    builder.environment().put("LANG", "C.UTF-8");
    builder.redirectError(work.resolve("worker.log").toFile());
    return builder;
  }

  /// Absolute, since the worker runs in a folder of its own.
  private static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static boolean succeeds(String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (process.waitFor(10, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while starting", e);
    }
  }
}
