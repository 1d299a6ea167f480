package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Layouts of the wall as administrator, and as a guard and a visitor of one camera each.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LayoutApiTest {
  private RecorderSiteFixture nightjar;
  private String owner = "";
  private String guard = "";
  private String visitor = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    owner = nightjar.cookie;
    guard = nightjar.invite("guard", "operator", "[{\"camera\":\"door\",\"acts\":[\"live\"]}]");
    visitor = nightjar.invite("visitor", "viewer", "[{\"camera\":\"yard\",\"acts\":[\"live\"]}]");
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  private static String form(String name, String shape, String cells, boolean shared) {
    return "{\"name\":\"%s\",\"shape\":\"%s\",\"cells\":[%s],\"shared\":%s}"
        .formatted(name, shape, cells, shared);
  }

  private HttpResponse<String> make(String cookie, String form) throws Exception {
    nightjar.cookie = cookie;
    return nightjar.post("/api/v1/layouts", form);
  }

  private String list(String cookie) throws Exception {
    nightjar.cookie = cookie;
    return nightjar.get("/api/v1/layouts").body();
  }

  private static String id(HttpResponse<String> answer) {
    return answer.body().replaceAll("(?s).*\"id\":\"([^\"]+)\".*", "$1");
  }

  @Test
  void onesOwnIsSeenByOneselfAloneChangedAndRemoved() throws Exception {
    HttpResponse<String> made = make(guard, form("Night", "2x2", "\"\",\"door\",\"\",\"\"", false));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(list(guard)).contains("Night", "[\"\",\"door\",\"\",\"\"]", "\"mayChange\":true");
    assertThat(list(owner)).as("not even an administrator").doesNotContain("Night");
    String path = "/api/v1/layouts/" + id(made);
    String changed = form("Day", "1+5", "\"door\",\"\",\"\",\"\",\"\",\"\"", false);
    for (String other : new String[] {owner, visitor}) {
      nightjar.cookie = other;
      assertThat(nightjar.put(path, changed).statusCode()).isEqualTo(404);
      assertThat(nightjar.delete(path).statusCode()).isEqualTo(404);
    }
    nightjar.cookie = guard;
    assertThat(nightjar.put(path, changed).statusCode()).isEqualTo(200);
    assertThat(list(guard)).contains("Day", "1+5").doesNotContain("Night");
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(204);
    assertThat(list(guard)).doesNotContain("Day");
  }

  @Test
  void aSharedOneShowsEachOnlyTheirCamerasAndAdministratorsAloneChangeIt() throws Exception {
    String cells = "\"door\",\"yard\",\"\",\"\"";
    assertThat(make(guard, form("Mine", "2x2", "\"door\",\"\",\"\",\"\"", true)).statusCode())
        .isEqualTo(403);
    HttpResponse<String> made = make(owner, form("Front", "2x2", cells, true));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(list(guard))
        .contains("Front", "[\"door\",\"\",\"\",\"\"]", "\"mayChange\":false")
        .doesNotContain("yard");
    assertThat(list(visitor)).contains("[\"\",\"yard\",\"\",\"\"]").doesNotContain("door");
    String path = "/api/v1/layouts/" + id(made);
    nightjar.cookie = guard;
    assertThat(nightjar.put(path, form("X", "2x2", cells, false)).statusCode()).isEqualTo(404);
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(404);
    nightjar.cookie = owner;
    assertThat(nightjar.get("/api/v1/audit").body()).contains("layout.share");
    assertThat(nightjar.delete(path).statusCode()).isEqualTo(204);
    assertThat(nightjar.get("/api/v1/audit").body()).contains("layout.remove");
  }

  @Test
  void changesComeByTheStreamOfEventsToWhoeverSeesThem() throws Exception {
    nightjar.cookie = guard;
    try (Stream<String> events = nightjar.lines("/api/v1/events").body()) {
      Iterator<String> lines = events.iterator();
      assertThat(lines.next()).isEqualTo("event: beat");
      String free = "\"\",\"\",\"\",\"\"";
      assertThat(make(owner, form("Only mine", "2x2", free, false)).statusCode()).isEqualTo(201);
      HttpResponse<String> shared =
          make(owner, form("Gate", "2x2", "\"door\",\"yard\",\"\",\"\"", true));
      assertThat(shared.statusCode()).as(shared.body()).isEqualTo(201);
      assertThat(layouts(lines))
          .contains("\"Gate\"", "[\"door\",\"\",\"\",\"\"]")
          .doesNotContain("Only mine", "yard");
      nightjar.cookie = owner;
      assertThat(nightjar.delete("/api/v1/layouts/" + id(shared)).statusCode()).isEqualTo(204);
      assertThat(layouts(lines)).doesNotContain("Gate");
    }
  }

  private static String layouts(Iterator<String> lines) {
    while (!lines.next().equals("event: layouts")) {
      // Cameras come and go meanwhile.
    }
    return lines.next();
  }

  @Test
  void whatIsOnesOwnGoesWithThePersonAndWhatIsSharedStays() throws Exception {
    nightjar.cookie = owner;
    String leaver = nightjar.invite("leaver", "administrator", "[]");
    String free = "\"\",\"\",\"\",\"\"";
    assertThat(make(leaver, form("Own", "2x2", free, false)).statusCode()).isEqualTo(201);
    HttpResponse<String> shared = make(leaver, form("For all", "2x2", free, true));
    assertThat(shared.statusCode()).isEqualTo(201);
    assertThat(nightjar.put("/api/v1/me/preferences", "{\"theme\":\"dark\"}").statusCode())
        .isLessThan(300);
    String person =
        nightjar.get("/api/v1/me").body().replaceAll("(?s).*?\"id\":\"([^\"]+)\".*", "$1");
    assertThat(kept(person)).contains("Own", "dark");
    nightjar.cookie = owner;
    assertThat(nightjar.delete("/api/v1/users/" + person).statusCode()).isEqualTo(204);
    assertThat(kept(person)).contains("For all").doesNotContain("Own", "dark");
    assertThat(nightjar.delete("/api/v1/layouts/" + id(shared)).statusCode()).isEqualTo(204);
  }

  private String kept(String person) {
    var settings = nightjar.settings.settings();
    return settings.layouts() + settings.preferences(person);
  }

  @Test
  void whatIsWrongIsRefusedByName() throws Exception {
    String free = "\"\",\"\",\"\",\"\"";
    assertThat(make(guard, form(" ", "2x2", free, false)).body()).contains("\"name\"");
    assertThat(make(guard, form("a".repeat(61), "2x2", free, false)).statusCode()).isEqualTo(422);
    assertThat(make(guard, form("A", "9x9", free, false)).body()).contains("\"shape\"");
    assertThat(make(guard, form("A", "3x3", free, false)).body()).contains("\"cells\"");
    String twice = "\"door\",\"door\",\"\",\"\"";
    assertThat(make(guard, form("A", "2x2", twice, false)).body()).contains("twice");
    String nothing = make(guard, form("A", "2x2", "\"none\",\"\",\"\",\"\"", false)).body();
    String foreign = make(guard, form("A", "2x2", "\"yard\",\"\",\"\",\"\"", false)).body();
    assertThat(foreign).contains("\"cells\"").isEqualTo(nothing);
    assertThat(make(guard, form("A", "2x2", "null,\"\",\"\",\"\"", false)).statusCode())
        .isNotEqualTo(500);
  }

  @Test
  void onePersonKeepsFiftyAndNoMore() throws Exception {
    for (int i = 0; i < 50; i++) {
      assertThat(make(visitor, form("L" + i, "2x2", "\"\",\"\",\"\",\"\"", false)).statusCode())
          .isEqualTo(201);
    }
    assertThat(make(visitor, form("L50", "2x2", "\"\",\"\",\"\",\"\"", false)).statusCode())
        .isEqualTo(409);
    assertThat(list(guard)).doesNotContain("L49");
  }
}
