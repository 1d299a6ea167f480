package nightjar.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightjar.accounts.audit.Verdict;
import nightjar.base.time.FakeClock;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kills the process in the middle of its work, again and again in one folder: what it said was done is done, the audit log is whole,
/// and no session that ended has come back.
@Tag("slow")
class CrashTest {
  @TempDir Path folder;

  @Test
  void whatWasDoneStaysDoneAfterEveryKill() throws Exception {
    List<String> said = new ArrayList<>();
    for (int round = 0; round < 6; round++) {
      said.addAll(runAndKill(round, 7 + 5 * round));
      var clock = new FakeClock(Instant.parse("2026-11-22T12:00:00Z"));
      try (var site = new Site(folder, clock)) {
        assertThat(site.accounts.audit().verify())
            .as("round %s", round)
            .isInstanceOf(Verdict.Whole.class);
        for (String line : said) {
          check(site, line);
        }
      }
    }
  }

  private static void check(Site site, String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "ended" ->
          assertThat(site.accounts.sessions().caller(words[1], Site.HOME)).as(line).isEmpty();
      case "person" -> Site.done(site.signIn(words[1], Site.PASSWORD, Site.HOME));
      default -> throw new IllegalStateException(line);
    }
  }

  private List<String> runAndKill(int round, int lines) throws IOException, InterruptedException {
    Process victim =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                CrashVictim.class.getName(),
                folder.toString(),
                Integer.toString(round))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    List<String> said = new ArrayList<>();
    try (BufferedReader out = victim.inputReader()) {
      for (int i = 0; i < lines; i++) {
        String line = out.readLine();
        assertThat(line).as("the victim ended by itself").isNotNull();
        said.add(line);
      }
      victim.destroyForcibly().waitFor();
    }
    return said;
  }
}
