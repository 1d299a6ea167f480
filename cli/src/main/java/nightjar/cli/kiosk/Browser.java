package nightjar.cli.kiosk;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// A Chromium that listens on nothing: its debugging protocol runs over two pipes that only this process holds. Its profile is a
/// new folder, and is deleted with it. Owned by the thread that started it.
final class Browser implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

  /// Chromium takes descriptors 3 and 4; Java hands a child no more than 0 to 2.
  private static final String ONTO_3_AND_4 = "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null";

  /// Nothing is resolved, nothing fetched in the background, nothing kept, nothing offered.
  private static final List<String> QUIET =
      List.of(
          "--remote-debugging-pipe",
          "--host-resolver-rules=MAP * ~NOTFOUND",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-client-side-phishing-detection",
          "--disable-domain-reliability",
          "--disable-sync",
          "--disable-default-apps",
          "--disable-extensions",
          "--disable-breakpad",
          "--no-pings",
          "--no-first-run",
          "--no-default-browser-check",
          "--disable-features=Translate,MediaRouter,DialMediaRouteProvider,OptimizationHints,"
              + "AutofillServerCommunication,CertificateTransparencyComponentUpdater,WebRtc",
          "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
          "--disk-cache-dir=/dev/null",
          "--password-store=basic",
          "--noerrdialogs",
          "--hide-crash-restore-bubble",
          "--disable-infobars",
          "--disable-pinch",
          "--overscroll-history-navigation=0",
          "--ozone-platform-hint=auto",
          "--autoplay-policy=no-user-gesture-required");

  private final Process process;
  private final Path profile;

  private Browser(Process process, Path profile) {
    this.process = process;
    this.profile = profile;
  }

  /// The first Chromium of `PATH`.
  static Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return NAMES.stream()
        .flatMap(name -> Stream.of(path.split(File.pathSeparator)).map(dir -> Path.of(dir, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /// `look` is how its window is shown: `--kiosk`, or `--headless` and a size for tests.
  static Browser start(Path program, List<String> look) {
    try {
      Path profile = Files.createTempDirectory("nightjar-console");
      List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", ONTO_3_AND_4));
      command.add(program.toString());
      command.addAll(QUIET);
      command.addAll(look);
      if (isRoot()) {
        // Chromium refuses to run as root inside its sandbox. It shows our own page and no other.
        command.add("--no-sandbox");
      }
      command.add("--user-data-dir=" + profile);
      command.add("about:blank");
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      return new Browser(process, profile);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          program + " cannot be started: " + e.getMessage(),
          "Install Debian's package chromium, or use nightjar console --terminal.",
          e);
    }
  }

  InputStream in() {
    return process.getInputStream();
  }

  OutputStream out() {
    return process.getOutputStream();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
    children.forEach(ProcessHandle::destroyForcibly);
    try {
      Files.walkFileTree(profile, new Delete());
    } catch (IOException e) {
      // A child that is still ending may write; the folder is the user's own and holds no secret.
    }
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed)
        throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
