package nightjar.pictures;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import nightjar.pictures.worker.WorkerMain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A program that is killed takes its worker along, whatever the worker does at that moment: nothing else would ever end it.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OrphanTest {
  private final List<ProcessHandle> toEnd = new ArrayList<>();

  @TempDir private Path work;

  @AfterEach
  void endAll() {
    toEnd.forEach(ProcessHandle::destroyForcibly);
  }

  @Test
  void anIdleWorkerEnds() throws IOException {
    Process parent = parent(System.getProperty("java.class.path"), work.toString());
    awaitReady(parent);
    killed(parent);
  }

  @Test
  void aWorkerThatDecodesEnds() throws IOException {
    Path picture = work.resolve("large.png");
    ImageIO.write(
        new BufferedImage(6000, 5000, BufferedImage.TYPE_3BYTE_BGR), "png", picture.toFile());
    Process parent =
        parent(System.getProperty("java.class.path"), work.toString(), picture.toString());
    awaitReady(parent);
    killed(parent);
  }

  @Test
  void aWorkerThatLoadsItsModelsEnds() throws IOException {
    killed(parent(System.getProperty("java.class.path"), work.toString()));
  }

  /// As when a program's files are replaced under it.
  @Test
  void aWorkerWhoseLibraryIsGoneEnds() throws IOException {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("onnxruntime"))
            .collect(Collectors.joining(File.pathSeparator));
    killed(parent(classPath, work.toString()));
  }

  private Process parent(String classPath, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-cp", classPath, Holder.class.getName()));
    command.addAll(List.of(arguments));
    Process parent =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    toEnd.add(parent.toHandle());
    return parent;
  }

  private static void awaitReady(Process parent) throws IOException {
    BufferedReader said = parent.inputReader();
    assertThat(said.readLine()).isEqualTo("ready");
  }

  private void killed(Process parent) {
    ProcessHandle worker = worker(parent);
    toEnd.add(worker);
    parent.destroyForcibly().onExit().join();
    worker.onExit().join();
    assertThat(worker.isAlive()).isFalse();
  }

  private static ProcessHandle worker(Process parent) {
    while (true) {
      Optional<ProcessHandle> worker =
          parent.descendants().filter(OrphanTest::isWorker).findFirst();
      if (worker.isPresent()) {
        return worker.get();
      }
      assertThat(parent.isAlive()).isTrue();
      Thread.onSpinWait();
    }
  }

  /// By `/proc`, since [ProcessHandle.Info] tells no command line as long as a class path.
  private static boolean isWorker(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"))
          .contains(WorkerMain.class.getName());
    } catch (IOException e) {
      return false;
    }
  }
}
