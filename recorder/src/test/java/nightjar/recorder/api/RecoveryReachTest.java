package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What of the way back in can be reached over a network: that it happened, and the printed key's making.
class RecoveryReachTest {
  private static final List<String> GUESSES =
      List.of(
          "/api/v1/recovery",
          "/api/v1/recovery/start",
          "/api/v1/recovery/redeem",
          "/api/v1/recovery/commit",
          "/api/v1/console",
          "/api/v1/reset",
          "/console",
          "/console.sock");

  @Test
  void acceptance14_noNetworkRouteReachesRecoveryWhateverTheHeadersSay(@TempDir Path folder)
      throws Exception {
    try (var nightjar = new RecorderSiteFixture(folder)) {
      assertThat(nightjar.site.routes().stream().map(route -> route.path()))
          .filteredOn(path -> path.contains("recover") || path.contains("console"))
          .containsOnly("/recovery-key", "/recovery-notices");
      nightjar.signUp();
      for (String path : GUESSES) {
        for (String header : List.of("X-Forwarded-For", "Forwarded", "X-Real-IP")) {
          String value = header.equals("Forwarded") ? "for=127.0.0.1" : "127.0.0.1";
          var answer = nightjar.post(path, "{\"v\":1,\"ask\":\"START\"}", header, value);
          assertThat(answer.statusCode()).as(path + " " + header).isBetween(400, 499);
          assertThat(answer.body()).doesNotContain("requestCode");
        }
      }
    }
  }
}
