package nightjar.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import nightjar.base.testing.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher, with a Java that only says what it was given.
class LauncherTest {
  @TempDir Path folder;

  /// No C library has a locale called xx_XX.
  @Test
  void accentsAreReadAndWrittenWhereTheLocaleIsNotInstalled() throws Exception {
    assertThat(environment(Map.of("LANG", "xx_XX.UTF-8"))).isEqualTo("C.UTF-8 xx_XX.UTF-8");
    assertThat(environment(Map.of("LANG", "xx_XX.utf8", "LC_ALL", "C"))).isEqualTo("C.UTF-8 C");
    assertThat(environment(Map.of())).isEqualTo("C.UTF-8 ");
    assertThat(environment(Map.of("LC_ALL", "xx_XX.ISO-8859-1"))).isEqualTo("xx_XX.ISO-8859-1 ");
  }

  /// LC_ALL and NIGHTJAR_LANG as Java sees them.
  private String environment(Map<String, String> given) throws Exception {
    Path launcher = folder.resolve("nightjar");
    Files.copy(
        Fixtures.root().resolve("nightjar"),
        launcher,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING,
        java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
    script(folder.resolve("tools/find-jdk"), "echo " + folder);
    script(folder.resolve("bin/java"), "echo \"${LC_ALL:-} ${NIGHTJAR_LANG:-}\"");
    var builder = new ProcessBuilder("sh", launcher.toString(), "version");
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.startsWith("LC_") || name.endsWith("LANG"));
    builder.environment().putAll(given);
    Process process = builder.start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace("\n", "");
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private static void script(Path file, String line) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + line + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
