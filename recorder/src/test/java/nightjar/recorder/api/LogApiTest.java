package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import nightjar.base.log.Event;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LogApiTest {
  private enum Sample implements Event {
    DISK_LOST(Level.ERROR),
    DISK_BACK(Level.WARN),
    FOOTAGE_EXPIRED(Level.INFO);

    private final Level level;

    Sample(Level level) {
      this.level = level;
    }

    @Override
    public Level level() {
      return level;
    }
  }

  private RecorderSiteFixture nightjar;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    for (int i = 0; i < 5; i++) {
      nightjar.log.log(Sample.DISK_LOST, "disk" + i, "rtsp://a:hunter2@h/ is away");
    }
    nightjar.log.log(Sample.FOOTAGE_EXPIRED, "disk9", "two files");
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  @Test
  void pagesAndFiltersAndHidesPasswords() throws Exception {
    String page = nightjar.get("/api/v1/log?level=error&text=is%20away&limit=3").body();
    assertThat(page).contains("disk4", "disk2", "\"next\"").doesNotContain("disk1", "hunter2");
    String next = page.replaceAll("(?s).*\"next\":\"(\\d+)\".*", "$1");
    assertThat(nightjar.get("/api/v1/log?level=error&text=is%20away&after=" + next).body())
        .contains("disk1", "disk0")
        .doesNotContain("disk2", "\"next\"");
    assertThat(nightjar.get("/api/v1/log?subject=disk9").body()).contains("FOOTAGE_EXPIRED");
    assertThat(nightjar.get("/api/v1/log?level=error&subject=disk9").body()).contains("[]");
    assertThat(nightjar.get("/api/v1/log?after=x").statusCode()).isEqualTo(422);
    assertThat(nightjar.get("/api/v1/log?level=loud").statusCode()).isEqualTo(400);
  }

  @Test
  void aNewLineComesByTheEventStreamToAnAdministratorOnly() throws Exception {
    String viewer =
        nightjar.invite("watcher", "viewer", "[{\"camera\":\"door\",\"acts\":[\"live\"]}]");
    HttpResponse<Stream<String>> mine = nightjar.lines("/api/v1/events");
    HttpResponse<Stream<String>> theirs = nightjar.lines("/api/v1/events", "Cookie", viewer);
    Iterator<String> mineLines = mine.body().iterator();
    Iterator<String> theirLines = theirs.body().iterator();
    assertThat(mineLines.next()).isEqualTo("event: beat");
    assertThat(theirLines.next()).isEqualTo("event: beat");
    nightjar.log.log(Sample.DISK_BACK, "disk1", "here again");
    assertThat(next(mineLines, "event: log")).contains("here again");
    // Its next beat is later than the line would have been.
    for (String line = theirLines.next(); !line.equals("event: beat"); line = theirLines.next()) {
      assertThat(line).isNotEqualTo("event: log");
    }
    mine.body().close();
    theirs.body().close();
  }

  private static String next(Iterator<String> lines, String name) {
    while (!lines.next().equals(name)) {}
    return lines.next();
  }
}
