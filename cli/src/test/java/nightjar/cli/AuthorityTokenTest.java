package nightjar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `nightjar authority` with its keys in a token of SoftHSM 2, each command in a process of its own, as an operator runs it.
class AuthorityTokenTest {
  private static final Path LIBRARY = Path.of("/usr/lib/softhsm/libsofthsm2.so");
  private static final String PIN = "314159-user";
  private static Path folder = Path.of("");

  private record Done(int code, String said) {}

  @BeforeAll
  static void makeToken(@TempDir Path temporary) throws IOException, InterruptedException {
    Assumptions.assumeTrue(Files.exists(LIBRARY), "no SoftHSM 2 on this machine");
    folder = temporary;
    Path tokens = Files.createDirectory(folder.resolve("tokens"));
    Files.writeString(
        folder.resolve("softhsm2.conf"),
        "directories.tokendir = " + tokens + "\nobjectstore.backend = file\n");
    Done made =
        run(
            "C",
            List.of(
                "softhsm2-util",
                "--init-token",
                "--free",
                "--label",
                "maker",
                "--pin",
                PIN,
                "--so-pin",
                "271828-officer"));
    assertThat(made.code).as(made.said).isZero();
  }

  @Test
  void keysAreMadeInATokenAndOpenedWithThePinFromAFile() throws IOException, InterruptedException {
    Path data = folder.resolve("A");
    Path pin = secret("pin", PIN + "\n", "rw-------");
    Done made =
        nightjar(
            "C",
            "init",
            "--data",
            data.toString(),
            "--portal",
            "https://portal.example/reset",
            "--pkcs11",
            LIBRARY.toString(),
            "--token",
            "maker",
            "--pin-file",
            pin.toString());
    assertThat(made.code).as(made.said).isZero();
    assertThat(Files.readString(data.resolve("authority.json"))).contains("\"kid\"");
    assertThat(data.resolve("keys.json")).doesNotExist();

    Done verified =
        nightjar("C", "verify", "--data", data.toString(), "--pin-file", pin.toString());
    assertThat(verified.code).as(verified.said).isZero();
    assertThat(verified.said).contains("The audit chain is whole");

    Path wrong = secret("wrong", "000000", "rw-------");
    Done refused =
        nightjar(
            "fr_CA.UTF-8", "verify", "--data", data.toString(), "--pin-file", wrong.toString());
    assertThat(refused.code).isNotZero();
    assertThat(refused.said)
        .contains("le code PIN n’ouvre pas le jeton maker")
        .doesNotContain("000000");

    Path open = secret("open", PIN, "rw-r--r--");
    Done seen = nightjar("C", "verify", "--data", data.toString(), "--pin-file", open.toString());
    assertThat(seen.code).isNotZero();
    assertThat(seen.said).contains("others may read the secret in").doesNotContain(PIN);
  }

  private static Path secret(String name, String text, String mode) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static Done nightjar(String language, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            "nightjar.cli.Main",
            "authority"));
    command.addAll(List.of(arguments));
    return run(language, command);
  }

  private static Done run(String language, List<String> command)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder
        .environment()
        .putAll(
            Map.of(
                "SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString(), "LC_ALL", language));
    Process process = builder.start();
    process.getOutputStream().close();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Done(process.waitFor(), said);
  }
}
