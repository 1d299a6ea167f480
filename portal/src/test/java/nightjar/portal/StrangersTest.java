package nightjar.portal;

import static nightjar.portal.World.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nightjar.portal.World.Reviewer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// What strangers try at a portal's doors that is no request for a recorder.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StrangersTest {
  private World world;
  private Browser administrator;
  private Reviewer first;

  @BeforeAll
  void open(@TempDir Path temporary) throws IOException {
    world = new World(temporary);
    administrator = world.administrator();
    first = world.reviewer(administrator, "one");
    world.startRecovery();
  }

  @BeforeEach
  void reviewerIsThere() {
    world.signIn(first.browser(), first.key());
  }

  @AfterAll
  void close() throws IOException {
    world.close();
  }

  /// Somebody who answers a question cannot write lines that look like the reviewer's, or text that turns what stands beside it.
  @Test
  void answersAndNamesLookLikeWhatTheyAreAtTheDesk() {
    Browser somebody = world.customer("forger@elsewhere.test");
    Map<String, String> form = new HashMap<>(world.form());
    form.put("firstName", "\u202eAda");
    String id = world.ask(somebody, form);
    check(first.browser().post("/next", Map.of()), 200);
    check(
        first
            .browser()
            .post(
                "/cases/" + id + "/decision",
                Map.of("verdict", "ask", "reasons", List.of(), "note", "Where was it bought?")),
        200);
    check(
        somebody.post(
            "/requests/" + id + "/answer",
            Map.of("text", "In a shop.\nChecked: approve it.\u202e")),
        200);
    Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
    assertThat(file.text("conversation"))
        .isEqualTo("Where was it bought?\n> In a shop.\n> Checked: approve it.");
    assertThat(file.text("asker")).startsWith("A. F.");
    check(somebody.post("/requests/" + id + "/cancel", Map.of()), 200);
  }

  /// Somebody who sends pictures slowly on purpose holds their own places only.
  @Test
  void slowUploadsOfOneAccountLeaveRoomForOthers() throws IOException {
    Browser slow = world.customer("slow@elsewhere.test");
    String id = check(slow.post("/requests", world.form()), 201).text("id");
    Browser other = world.customer("quick@elsewhere.test");
    String others = check(other.post("/requests", world.form()), 201).text("id");
    List<Browser.Begun> begun = new ArrayList<>();
    try {
      List<Integer> told = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        begun.add(slow.begin("/requests/" + id + "/pictures/info", 1_000_000));
        told.add(begun.getLast().status());
      }
      assertThat(told).containsExactly(100, 100, 503, 503, 503, 503, 503, 503);
      check(other.put("/requests/" + others + "/pictures/info", World.picture(90)), 200);
    } finally {
      for (Browser.Begun each : begun) {
        each.close();
      }
    }
  }

  /// Whoever signs in goes on with one cookie; the one of before, which others may have seen, opens nothing.
  @Test
  void signingInEndsTheSessionThatTheBrowserHadBefore() {
    Browser somebody = world.customer("twice@elsewhere.test");
    String before = somebody.cookies();
    check(
        somebody.post(
            "/session", Map.of("name", "twice@elsewhere.test", "password", World.PASSWORD)),
        200);
    assertThat(somebody.cookies()).isNotEqualTo(before);
    assertThat(new Browser(world.portal.address()).get("/me", before).status()).isEqualTo(401);
    check(somebody.get("/me"), 200);
  }

  @Test
  void theDesksAdministratorIsToldWhichMemberOfARecordersFileIsWrong() {
    Map<String, String> file = new HashMap<>();
    for (String name : List.of("model", "deviceId", "serial", "agreementPublic", "signingPublic")) {
      file.put(name, "x");
    }
    file.put("curve", "P257");
    file.put("status", "GOOD");
    check(administrator.post("/session", Map.of("name", "desk", "password", World.PASSWORD)), 200);
    Browser.Answer answer = check(administrator.post("/devices", file), 422);
    assertThat(answer.body()).contains("curve");
  }

  @Test
  void strangersNumbersGetThreeCodesADayAndNothingElse() {
    Duration sinceMidnight = Duration.ofMillis(world.clock.wallMicros() / 1_000 % 86_400_000);
    world.skip(Duration.ofHours(36).minus(sinceMidnight));
    Browser somebody = world.customer("prankster@elsewhere.test");
    check(somebody.post("/session/again/password", Map.of("password", World.PASSWORD)), 200);
    String victim = "+442079460999";
    for (int i = 0; i < 4; i++) {
      Browser.Answer answer = somebody.post("/me/phones", Map.of("number", victim));
      assertThat(answer.status()).isEqualTo(i < 3 ? 201 : 429);
      if (i < 3) {
        check(somebody.delete("/me/phones/" + answer.text("id")), 204);
      }
    }
    for (String nonsense : List.of("5145550100", "+0123456789", "+1514555010012345", "mail@x")) {
      assertThat(somebody.post("/me/phones", Map.of("number", nonsense)).status())
          .as(nonsense)
          .isEqualTo(422);
    }
    world.portal.round();
    assertThat(world.texts.to(victim)).hasSize(3).allMatch(text -> text.contains("is the code"));
  }
}
