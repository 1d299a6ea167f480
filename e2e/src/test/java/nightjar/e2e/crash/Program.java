package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/// The program with a start-up cache, as the launcher has it: a test that starts it hundreds of times mostly waits for the JVM else. Such a
/// cache wants jars where a build has folders of classes. Owned by one test.
///
/// @param flags that name the cache
record Program(String classPath, List<String> flags) {

  /// Packs and trains it, which takes ten seconds.
  static Program packed(Path folder) throws IOException, InterruptedException {
    List<String> jars = new ArrayList<>();
    for (String entry : RecorderProcess.classPath().split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (Files.isDirectory(path)) {
        jars.add(jar(path, folder.resolve(jars.size() + ".jar")).toString());
      } else if (Files.exists(path)) {
        jars.add(entry);
      }
    }
    String classPath = String.join(File.pathSeparator, jars);
    Path cache = folder.resolve("program.aot");
    Process training =
        RecorderProcess.nightjar(
                List.of("-XX:AOTCacheOutput=" + cache, "-Xlog:disable"),
                classPath,
                List.of("train", "--data", Files.createDirectory(folder.resolve("t")).toString()))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(training.waitFor(RecorderProcess.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(cache).as("the start-up cache").isNotEmptyFile();
    return new Program(classPath, List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off"));
  }

  RecorderProcess start(Path config, Path data) throws IOException {
    return RecorderProcess.start(config, data, flags, classPath);
  }

  private static Path jar(Path classes, Path jar) throws IOException {
    try (OutputStream out = Files.newOutputStream(jar);
        var packed = new JarOutputStream(out);
        Stream<Path> walk = Files.walk(classes)) {
      for (Path file : walk.filter(Files::isRegularFile).toList()) {
        packed.putNextEntry(new ZipEntry(classes.relativize(file).toString()));
        Files.copy(file, packed);
      }
    }
    return jar;
  }
}
