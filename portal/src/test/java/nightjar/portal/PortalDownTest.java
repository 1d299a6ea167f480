package nightjar.portal;

import static nightjar.portal.World.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import nightjar.recovery.wire.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortalDownTest {
  @Test
  void aPortalThatWasDownHasLostNothingAndTheRecordersRequestIsStillGood(@TempDir Path folder)
      throws IOException {
    try (var world = new World(folder)) {
      world.recorder.start(Purpose.KEEP);
      String shown = world.recorder.challenge().orElseThrow().requestCode();
      Browser before = world.customer("owner@home.test");
      String id = world.ask(before, world.form());
      String state = world.state(before, id);

      world.portal.close();
      assertThatThrownBy(() -> before.get("/requests/" + id))
          .hasRootCauseInstanceOf(IOException.class);
      assertThat(world.recorder.challenge().orElseThrow().requestCode()).isEqualTo(shown);

      world.startPortalAgain();
      var after = new Browser(world.portal.address());
      check(
          after.post("/session", Map.of("name", "owner@home.test", "password", World.PASSWORD)),
          200);
      assertThat(world.state(after, id)).isEqualTo(state);
      world.portal.round();
      check(after.post("/requests/" + id + "/cancel", Map.of()), 200);
      String again = world.ask(after, world.form());
      assertThat(world.state(after, again)).isEqualTo(state);
    }
  }
}
