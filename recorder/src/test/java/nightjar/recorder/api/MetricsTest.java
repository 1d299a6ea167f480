package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Reads `/metrics` by the grammar of Prometheus's text exposition format.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MetricsTest {
  private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
  private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
  private static final Pattern SAMPLE =
      Pattern.compile(
          "(" + NAME + ")(\\{" + LABEL + "(?:," + LABEL + ")*})? (-?[0-9.]+(?:E-?[0-9]+)?)");
  private static final Pattern TYPE = Pattern.compile("# TYPE (" + NAME + ") (counter|gauge)");
  private static final Pattern HELP = Pattern.compile("# HELP (" + NAME + ") .+");

  private RecorderSiteFixture nightjar;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    nightjar.awaitFootage("door", 500_000);
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  @Test
  void everyLineIsOfTheFormatAndNoSeriesComesTwice() throws Exception {
    String text = nightjar.get("/metrics").body();
    assertThat(text).endsWith("\n").doesNotContain("\n\n");
    Map<String, String> types = new HashMap<>();
    Set<String> helped = new HashSet<>();
    Set<String> series = new HashSet<>();
    for (String line : text.split("\n", -1)) {
      Matcher type = TYPE.matcher(line);
      Matcher help = HELP.matcher(line);
      Matcher sample = SAMPLE.matcher(line);
      if (type.matches()) {
        assertThat(types.put(type.group(1), type.group(2))).as(line).isNull();
      } else if (help.matches()) {
        assertThat(helped.add(help.group(1))).as(line).isTrue();
      } else if (!line.isEmpty()) {
        assertThat(sample.matches()).as(line).isTrue();
        String kind = types.get(sample.group(1));
        assertThat(kind).as("type before %s", line).isNotNull();
        assertThat(sample.group(1).endsWith("_total")).isEqualTo("counter".equals(kind));
        assertThat(series.add(sample.group(1) + sample.group(2))).as(line).isTrue();
      }
    }
    assertThat(helped).isEqualTo(types.keySet());
    assertThat(text)
        .contains("nightjar_stream_playing{camera=\"door\",stream=\"main\"} 1")
        .contains("nightjar_disk_written_bytes_total ")
        .contains("nightjar_disk_late_passes_total ")
        .contains("nightjar_stream_lost_packets_total{camera=\"yard\"");
  }

  @Test
  void labelsAreEscaped() {
    var text = new MetricsText();
    text.add(MetricsText.Kind.GAUGE, "a", "b", 1.5, "c", "x\"y\\z\n");
    assertThat(text.toString())
        .isEqualTo("# HELP a b\n# TYPE a gauge\na{c=\"x\\\"y\\\\z\\n\"} 1.5\n");
  }

  @Test
  void nobodyReadsThemWithoutATokenMadeForIt() throws Exception {
    String metrics =
        token(nightjar.post("/api/v1/me/tokens", "{\"name\":\"graphs\",\"metrics\":true}"));
    String cameras = token(nightjar.post("/api/v1/me/tokens", "{\"name\":\"pictures\"}"));
    String mine = nightjar.cookie;
    nightjar.cookie = "";
    try {
      assertThat(nightjar.get("/metrics").statusCode()).isEqualTo(401);
      assertThat(status("/metrics", metrics)).isEqualTo(200);
      assertThat(status("/metrics", cameras)).isEqualTo(403);
      assertThat(nightjar.get("/api/v1/cameras", "Authorization", "Bearer " + metrics).body())
          .doesNotContain("door");
      assertThat(status("/api/v1/users", metrics)).isEqualTo(403);
    } finally {
      nightjar.cookie = mine;
    }
  }

  private int status(String path, String token) throws Exception {
    return nightjar.get(path, "Authorization", "Bearer " + token).statusCode();
  }

  private static String token(HttpResponse<String> made) {
    return made.body().replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
  }
}
