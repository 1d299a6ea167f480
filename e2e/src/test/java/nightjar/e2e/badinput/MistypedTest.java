package nightjar.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import nightjar.base.tasks.Stop;
import nightjar.e2e.badinput.CommandLine.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a slip of the finger gets: exit code 2, the mistake named, how to write it right, and nothing made.
class MistypedTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://127.0.0.1/stream                | rtsp
          https://127.0.0.1/stream               | rtsp
          127.0.0.1:554/stream                   | rtsp
          rtps://127.0.0.1/stream                | rtsp
          rtsp:/127.0.0.1/stream                 | rtsp
          rtsp//127.0.0.1/stream                 | rtsp
          camera                                 | rtsp
          ''                                     | rtsp
          rtsp://                                | host
          rtsp:///stream                         | host
          rtsp://127.0.0.1:99999/stream          | port
          rtsp://127.0.0.1:0/stream              | port
          rtsp://127.0.0.1:554a/stream           | port
          rtsp://127.0.0.1 /stream               | name or IP address
          rtsp://127 .0.0.1/stream               | name or IP address
          rtsp://viewer:secret@                  | host
          rtsp://viewer:secret@127.0.0.1:x/a     | port
          """)
  void addressesAreExplained(String address, String because) {
    Outcome outcome = record(address);
    outcome.assertFailed(2, "");
    assertThat(outcome.errors()).as(address).containsIgnoringCase(because).doesNotContain("secret");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({"--size,320x180", "--size,321x240", "--fps,0", "--bitrate,-1", "--bitrate,NaN"})
  void impossiblePicturesOfSimulatedCamerasAreExplained(String option, String value) {
    Outcome outcome = CommandLine.run("camera-sim", "--rtsp-port", "0", option, value);
    outcome.assertFailed(2, option);
    assertThat(outcome.errors()).contains("Choose").doesNotContain("bug in Nightjar");
  }

  @ParameterizedTest
  @CsvSource({
    "help,COMMAND",
    "-h,COMMAND",
    "--help,COMMAND",
    "help export,nightjar export",
    "export -h,nightjar export",
    "help store list,nightjar store list",
    "--version,Nightjar",
    "-V,Nightjar"
  })
  void whatStrangersTypeFirstIsAnswered(String typed, String answer) {
    Outcome outcome = CommandLine.run(typed.split(" ", -1));
    assertThat(outcome.code()).as(typed).isZero();
    assertThat(outcome.out()).as(typed).contains(answer);
    assertThat(outcome.errors()).as(typed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"help nosuch", "nosuch --help", "help store nosuch", "store nosuch -h"})
  void helpAboutNothingIsRefused(String typed) {
    Outcome outcome = CommandLine.run(typed.split(" ", -1));
    assertThat(outcome.code()).as(typed).isEqualTo(2);
    assertThat(outcome.errors()).startsWith("nightjar: There is no command nosuch");
    assertThat(outcome.out()).isEmpty();
  }

  /// Picocli's own sentences are English.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          exprt                                 | La commande exprt n’existe pas. Vouliez-vous dire export
          export --dta x                        | Il manque :
          verify a b                            | Il y a en trop : b
          verify                                | Il manque : FILE
          camera-sim --cameras many             | --cameras N ne peut pas être « many ». Écrivez un nombre entier.
          camera-sim --bitrate x                | Écrivez un nombre.
          record rtsp://a/ --out b --for banana | --for DURATION ne peut pas être « banana ». Écrivez-la comme 30s, 5m, 1h ou 2d.
          record rtsp://a/ --out b --transport x | Choisissez parmi
          export --data                         | Il manque : --data
          demo --data a --data b                | est donné plusieurs fois.
          """)
  void mistakesAreSaidInFrench(String typed, String said) {
    Outcome outcome = CommandLine.run(new Stop(), Locale.FRENCH, typed.split(" ", -1));
    assertThat(outcome.code()).as(typed).isEqualTo(2);
    assertThat(outcome.errors()).contains(said).contains("Utilisation : nightjar");
    assertThat(outcome.errors()).doesNotContain("Usage:", "Missing", "Invalid", "Unknown");
  }

  @Test
  void aMistypedFolderBecomesNoRecorder() {
    String none = folder.resolve("none").toString();
    CommandLine.run("claim", "--data", none).assertFailed(1, "there is no ");
    CommandLine.run("claim", "--used", "--data", none).assertFailed(1, "there is no ");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void whatIsNotThereIsSaidNotToBe() throws IOException {
    String none = folder.resolve("none").toString();
    CommandLine.run("verify", none).assertFailed(1, "nothing is there");
    CommandLine.run("recorder", "--config", none, "--data", out())
        .assertFailed(2, "nothing is there");
    Outcome french =
        CommandLine.run(
            new Stop(), Locale.FRENCH, "recorder", "--config", folder.toString(), "--data", out());
    assertThat(french.errors()).contains("est illisible : c’est un dossier");
    assertThat(CommandLine.run(new Stop(), Locale.FRENCH, "verify", none).errors())
        .contains(" ne peut pas être lu : il n’y a rien à cet endroit");
  }

  /// /dev/zero never ends; it is there on Linux, and elsewhere the folder says the same.
  @Test
  void whatIsNoFileIsNotVerified() {
    for (Path no : List.of(Path.of("/dev/zero"), folder)) {
      if (Files.exists(no)) {
        CommandLine.run("verify", no.toString()).assertFailed(2, "is not a file");
      }
    }
  }

  @Test
  void namesOfCamerasAreExplained() {
    CommandLine.run("record", "rtsp://127.0.0.1:1/x", "--out", out(), "--camera", "Front Door")
        .assertFailed(2, "Front Door");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"banana", "-5s", "", "5x"})
  void durationsAreExplained(String duration) {
    Outcome outcome =
        CommandLine.run("record", "rtsp://127.0.0.1:1/x", "--out", out(), "--for", duration);
    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.errors()).contains("--for").contains("30s").doesNotContain("Exception");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void whatIsMissingIsNamed() {
    Outcome noFolder = CommandLine.run("record", "rtsp://127.0.0.1:1/x");
    assertThat(noFolder.code()).isEqualTo(2);
    assertThat(noFolder.errors()).contains("--out");
    Outcome noAddress = CommandLine.run("record", "--out", out());
    assertThat(noAddress.code()).isEqualTo(2);
    assertThat(noAddress.errors()).contains("URL");
    assertThat(CommandLine.run("rekord").code()).isEqualTo(2);
    assertThat(CommandLine.run().code()).isEqualTo(2);
    assertThat(Files.exists(folder.resolve("out"))).isFalse();
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  private Outcome record(String address) {
    return CommandLine.run("record", address, "--out", out());
  }
}
