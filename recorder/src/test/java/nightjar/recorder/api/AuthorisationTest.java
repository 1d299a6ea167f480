package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.Role;
import nightjar.base.http.Nothing;
import nightjar.base.http.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// Every route as nobody, as a viewer and an operator of one camera, on that camera and on another, and as administrator. The routes
/// come from the recorder's own table, so that a new one is tested with the day it is added.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthorisationTest {
  private static final String OWN = "door";
  private static final String FOREIGN = "yard";

  private RecorderSiteFixture nightjar;
  private String viewer = "";
  private String operator = "";

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    nightjar = new RecorderSiteFixture(folder);
    nightjar.signUp();
    viewer =
        nightjar.invite(
            "watcher", "viewer", "[{\"camera\":\"door\",\"acts\":[\"live\",\"playback\"]}]");
    operator =
        nightjar.invite(
            "guard",
            "operator",
            "[{\"camera\":\"door\",\"acts\":[\"live\",\"playback\",\"export\",\"ptz\",\"settings\"]}]");
  }

  @AfterAll
  void end() {
    nightjar.close();
  }

  @TestFactory
  List<DynamicTest> everyRouteAsNobody() {
    return each(route -> {
      int status = call(route, "", OWN);
      if (need(route) == Need.NOTHING) {
        assertThat(status).isNotIn(403, 500);
      } else {
        assertThat(status).isEqualTo(401);
      }
    });
  }

  @TestFactory
  List<DynamicTest> everyRouteAsViewerOfOneCamera() {
    return each(route -> onOwnAndForeign(route, viewer, Role.VIEWER));
  }

  @TestFactory
  List<DynamicTest> everyRouteAsOperatorOfOneCamera() {
    return each(route -> onOwnAndForeign(route, operator, Role.OPERATOR));
  }

  @TestFactory
  List<DynamicTest> everyRouteAsAdministrator() {
    return each(route -> {
      if (!endsItself(route)) {
        assertThat(call(route, nightjar.cookie, FOREIGN)).isNotIn(401, 403, 500);
      }
    });
  }

  @Test
  void camerasOfABodyAreCheckedToo() throws Exception {
    String span = "\"from\":1,\"to\":2000000";
    assertThat(as(operator, "/api/v1/exports", "{\"cameras\":[\"yard\"]," + span + "}"))
        .isEqualTo(404);
    assertThat(as(viewer, "/api/v1/exports", "{\"cameras\":[\"door\"]," + span + "}"))
        .isEqualTo(403);
    assertThat(as(viewer, "/api/v1/locks", "{\"camera\":\"door\",\"reason\":\"\"," + span + "}"))
        .isEqualTo(403);
    assertThat(as(viewer, "/api/v1/bookmarks", "{\"camera\":\"yard\",\"at\":1,\"text\":\"\"}"))
        .isEqualTo(404);
  }

  @Test
  void listsShowOnlyOnesOwn() throws Exception {
    String mine = nightjar.cookie;
    nightjar.cookie = viewer;
    try {
      assertThat(nightjar.get("/api/v1/cameras").body()).contains("door").doesNotContain("yard");
      assertThat(nightjar.get("/api/v1/cameras").body()).doesNotContain("rtsp://");
      assertThat(nightjar.get("/api/v1/timeline?from=1&to=2").body())
          .contains("door")
          .doesNotContain("yard");
      assertThat(nightjar.get("/api/v1/timeline?from=1&to=2&cameras=yard").statusCode())
          .isEqualTo(404);
    } finally {
      nightjar.cookie = mine;
    }
  }

  private void onOwnAndForeign(Route<?, ?, ?, ?> route, String cookie, Role role) throws Exception {
    if (endsItself(route)) {
      return;
    }
    Need need = need(route);
    boolean ofCamera = route.path().contains("{camera}");
    int own = call(route, cookie, OWN);
    boolean allowed =
        need.siteAct().map(role.siteActs()::contains).orElse(true)
            && need.act().map((Act act) -> !ofCamera || role.ceiling().contains(act)).orElse(true);
    if (allowed) {
      assertThat(own).isNotIn(401, 403, 500);
    } else {
      assertThat(own).isEqualTo(403);
    }
    if (ofCamera && need.siteAct().isEmpty()) {
      assertThat(call(route, cookie, FOREIGN)).isEqualTo(404);
    }
  }

  private int as(String cookie, String path, String json) throws Exception {
    return nightjar.post(path, json, "Cookie", cookie).statusCode();
  }

  /// With every variable filled with something harmless, and a body that is never complete.
  private int call(Route<?, ?, ?, ?> route, String cookie, String camera) throws Exception {
    String path =
        "/api/v1" + route.path().replace("{camera}", camera).replaceAll("\\{\\w+}", "none");
    String query =
        Set.of(
                    "/timeline",
                    "/cameras/{camera}/clip",
                    "/cameras/{camera}/frames",
                    "/cameras/{camera}/video.mp4")
                .contains(route.path())
            ? "?from=1&to=2"
            : route.path().equals("/gaps") ? "?from=2026-01-01&to=2026-01-01" : "";
    HttpRequest.Builder request =
        nightjar.request(path + query, "Cookie", cookie.isEmpty() ? "none=1" : cookie);
    var body =
        route.body() == Nothing.class
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString("{\"unknown\":1}");
    return nightjar.status(
        request
            .header("Content-Type", "application/json")
            .method(route.method().name(), body)
            .build());
  }

  /// It would sign the test out.
  private static boolean endsItself(Route<?, ?, ?, ?> route) {
    return route.path().equals("/session") && route.method().name().equals("DELETE");
  }

  private static Need need(Route<?, ?, ?, ?> route) {
    return (Need) route.right();
  }

  private interface Check {
    void of(Route<?, ?, ?, ?> route) throws Exception;
  }

  private List<DynamicTest> each(Check check) {
    List<DynamicTest> tests = new ArrayList<>();
    for (Route<?, ?, ?, ?> route : nightjar.site.routes()) {
      tests.add(
          DynamicTest.dynamicTest(route.method() + " " + route.path(), () -> check.of(route)));
    }
    return tests;
  }
}
