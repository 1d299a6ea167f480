package nightjar.recovery.authority;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/// SoftHSM 2 with tokens in a folder of the test's own. The library reads SOFTHSM2_CONF from this process's environment, once.
final class SoftHsm {
  static final String PIN = "314159-user";
  static final String OFFICER_PIN = "271828-officer";

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/softhsm/libsofthsm2.so"),
          Path.of("/usr/lib64/pkcs11/libsofthsm2.so"),
          Path.of("/usr/local/lib/softhsm/libsofthsm2.so"));

  final Path library;
  private final Path configuration;
  private final Path tokens;

  private SoftHsm(Path library, Path configuration, Path tokens) {
    this.library = library;
    this.configuration = configuration;
    this.tokens = tokens;
  }

  /// The test is skipped where Debian's package softhsm2 is not installed.
  static SoftHsm in(Path folder) throws IOException {
    Optional<Path> library = LIBRARIES.stream().filter(Files::exists).findFirst();
    Assumptions.assumeTrue(library.isPresent(), "no SoftHSM 2 on this machine");
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Path configuration = folder.resolve("softhsm2.conf");
    Files.writeString(
        configuration,
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\nlog.level = ERROR\n");
    setenv("SOFTHSM2_CONF", configuration.toString());
    return new SoftHsm(library.orElseThrow(), configuration, tokens);
  }

  /// A new token, and the folder that is all of it. The library sees those that were made before it was first used.
  Path token(String label) throws IOException, InterruptedException {
    List<Path> before = folders();
    var builder =
        new ProcessBuilder(
            "softhsm2-util",
            "--init-token",
            "--free",
            "--label",
            label,
            "--pin",
            PIN,
            "--so-pin",
            OFFICER_PIN);
    builder.environment().put("SOFTHSM2_CONF", configuration.toString());
    builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
    if (builder.start().waitFor() != 0) {
      throw new IOException("softhsm2-util made no token");
    }
    List<Path> made = folders().stream().filter(each -> !before.contains(each)).toList();
    return made.getFirst();
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> all = Files.list(tokens)) {
      return all.toList();
    }
  }

  @SuppressWarnings("restricted")
  private static void setenv(String name, String value) {
    Linker linker = Linker.nativeLinker();
    try (Arena arena = Arena.ofConfined()) {
      int answer =
          (int)
              linker
                  .downcallHandle(
                      linker.defaultLookup().findOrThrow("setenv"),
                      FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, JAVA_INT))
                  .invokeExact(arena.allocateFrom(name), arena.allocateFrom(value), 1);
      Assumptions.assumeTrue(answer == 0);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
