package nightjar.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.base.time.SystemClock;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.RecorderConfig;
import nightjar.store.Store;
import nightjar.store.disk.LocalDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreCommandTest {
  private final Clock clock = new SystemClock();

  @Test
  void withheldSaysBesideARunningRecorderUntilWhen(@TempDir Path data) {
    Store.init(new LocalDisk(data), new Random(1));
    try (Recorder recorder =
        Recorder.start(
            RecorderConfig.defaults(), data, clock, new Random(2), (_, _, _) -> {}, _ -> {})) {
      assertThat(withheld(data, Locale.ROOT)).isEqualTo("Nothing is withheld.\n");
      assertThat(withheld(data, Locale.ROOT, "--json")).contains("\"withheld\" : false");
      recorder.vault().quarantine(Duration.ofDays(3), List.of());
      assertThat(withheld(data, Locale.ROOT)).contains("is withheld until about 20");
      assertThat(withheld(data, Locale.FRENCH)).contains("sont retenues jusqu’à environ 20");
      assertThat(withheld(data, Locale.ROOT, "--json"))
          .contains("\"withheld\" : true", "\"until\" : \"20");
    }
  }

  private String withheld(Path data, Locale locale, String... more) {
    var out = new ByteArrayOutputStream();
    var stream = new PrintStream(out, true, UTF_8);
    var environment =
        new Environment(
            clock, new Stop(), (_, _, _) -> {}, new Terminal(stream, stream, false, locale));
    List<String> line = new ArrayList<>(List.of("store", "withheld", "--data"));
    line.add(data.toString());
    line.addAll(List.of(more));
    assertThat(Commands.run(environment, line.toArray(String[]::new))).isZero();
    return out.toString(UTF_8);
  }
}
