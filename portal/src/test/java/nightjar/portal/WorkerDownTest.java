package nightjar.portal;

import static nightjar.portal.World.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A machine on which no picture worker can be started for a while.
class WorkerDownTest {
  @Test
  void theRequestGoesOnAndItsPicturesAreReadOnceAWorkerStarts(@TempDir Path folder)
      throws IOException {
    Path inTheWay = folder.resolve("portal").resolve("pictures");
    Files.createDirectories(inTheWay.getParent());
    Files.writeString(inTheWay, "not a folder");
    try (var world = new World(folder)) {
      Browser somebody = world.customer("early@owner.test");
      World.Reviewer reviewer = world.reviewer(world.administrator(), "one");
      world.startRecovery();
      String id = check(somebody.post("/requests", world.form()), 201).text("id");
      for (String kind : new String[] {"info", "sticker"}) {
        Browser.Answer answer =
            check(
                somebody.put("/requests/" + id + "/pictures/" + kind, World.picture(kind.length())),
                200);
        assertThat(answer.json().path("read").asBoolean(true)).isFalse();
      }
      check(somebody.post("/requests/" + id + "/submit", Map.of()), 200);
      world.portal.round();
      assertThat(world.log).anyMatch(line -> line.startsWith("PICTURE_WORKER_DOWN"));

      Browser.Answer file = check(reviewer.browser().post("/next", Map.of()), 200);
      assertThat(file.json().path("signals").toString()).contains("picture.unread");
      assertThat(reviewer.browser().get("/cases/" + id + "/pictures/info").status())
          .as("what nobody has cleaned is shown to nobody")
          .isEqualTo(404);

      Files.delete(inTheWay);
      world.skip(Duration.ofMinutes(2));
      world.portal.readPictures();
      Browser.Answer later = check(reviewer.browser().post("/next", Map.of()), 200);
      assertThat(later.text("id")).isEqualTo(id);
      assertThat(later.json().path("signals").toString()).doesNotContain("picture.unread");
      check(reviewer.browser().get("/cases/" + id + "/pictures/info"), 200);
    }
  }
}
