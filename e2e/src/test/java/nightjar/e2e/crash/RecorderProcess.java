package nightjar.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.store.recording.Durable;

/// `nightjar recorder --durable` as a child process, with the launcher's flags. Owned by one test.
final class RecorderProcess implements AutoCloseable {
  /// A crowded machine starts a JVM slowly.
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /// As the launcher `nightjar` has them.
  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms32m",
          "-Xmx384m",
          "-XX:MaxDirectMemorySize=4g",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "-XX:FreqInlineSize=120",
          "-XX:InlineSmallCode=1000",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final Json JSON = new Json();

  /// One line of `--durable`.
  record DurableLine(Durable durable) {}

  private final Process process;
  private final Lines out;
  private final Lines errors;

  private RecorderProcess(Process process) {
    this.process = process;
    out = new Lines("recorder out", process.getInputStream());
    errors = new Lines("recorder err", process.getErrorStream());
  }

  static RecorderProcess start(Path config, Path data) throws IOException {
    return start(config, data, List.of());
  }

  /// With flags that win over the launcher's.
  static RecorderProcess start(Path config, Path data, List<String> flags) throws IOException {
    return start(config, data, flags, classPath());
  }

  static RecorderProcess start(Path config, Path data, List<String> flags, String classPath)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("recorder", "--durable"));
    words.addAll(List.of("--config", config.toString(), "--data", data.toString()));
    return new RecorderProcess(nightjar(flags, classPath, words).start());
  }

  /// Any command in a process of its own, with the launcher's flags and these.
  static ProcessBuilder nightjar(List<String> flags, String classPath, List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, "nightjar.cli.Main"));
    command.addAll(words);
    return new ProcessBuilder(command);
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /// Whether there is news of every camera.
  static boolean allCameras(List<Durable> news) {
    return Studio.CAMERAS.stream()
        .allMatch(camera -> news.stream().anyMatch(d -> Studio.camera(d.key()) == camera));
  }

  /// Waits until what it called durable is as wanted.
  void awaitDurable(String what, Predicate<List<Durable>> wanted) throws InterruptedException {
    boolean came = out.await(PATIENCE, lines -> wanted.test(parse(lines)));
    assertThat(came).as("%s; the recorder said%n%s", what, said()).isTrue();
  }

  void awaitFirstDurable() throws InterruptedException {
    boolean came = out.await(PATIENCE, lines -> !lines.isEmpty());
    assertThat(came).as("a first durable fragment; the recorder said%n%s", said()).isTrue();
  }

  /// Waits until it complains in a line with all these words.
  void awaitComplaint(String... words) throws InterruptedException {
    Predicate<String> complaint = line -> Arrays.stream(words).allMatch(line::contains);
    boolean came = errors.await(PATIENCE, lines -> lines.stream().anyMatch(complaint));
    assertThat(came).as("a line with %s; the recorder said%n%s", List.of(words), said()).isTrue();
  }

  /// Lets it run on; fails when it ends by itself meanwhile.
  void goOn(Duration duration) throws InterruptedException {
    boolean ended = process.waitFor(duration.toNanos(), TimeUnit.NANOSECONDS);
    assertThat(ended).as("ended by itself; the recorder said%n%s", said()).isFalse();
  }

  /// SIGKILL. Returns every fragment it called durable: what it wrote into the pipe outlives it.
  List<Durable> kill() throws InterruptedException {
    // Process.destroyForcibly would close the pipe, and what is in it would be lost.
    process.toHandle().destroyForcibly();
    process.waitFor();
    return parse(out.all());
  }

  /// SIGTERM. Returns the exit code.
  int stop() throws InterruptedException {
    process.toHandle().destroy();
    return awaitEnd();
  }

  /// Waits until it ends by itself, and returns the exit code.
  int awaitEnd() throws InterruptedException {
    boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    assertThat(ended).as("an end; the recorder said%n%s", said()).isTrue();
    return process.exitValue();
  }

  List<Durable> durable() {
    return parse(out.soFar());
  }

  /// Everything it wrote to standard error so far.
  String said() {
    return String.join("\n", errors.soFar());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }

  /// A kill may tear the last line.
  private static List<Durable> parse(List<String> lines) {
    List<Durable> all = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      try {
        all.add(JSON.read(lines.get(i), DurableLine.class, "line " + i).durable());
      } catch (Fault e) {
        if (i + 1 < lines.size()) {
          throw e;
        }
      }
    }
    return all;
  }
}
