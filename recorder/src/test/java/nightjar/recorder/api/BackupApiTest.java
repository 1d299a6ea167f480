package nightjar.recorder.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import nightjar.accounts.PersonChange;
import nightjar.accounts.password.Password;
import nightjar.accounts.rights.Role;
import nightjar.accounts.secret.Vault;
import nightjar.recorder.backup.BackupFile;
import nightjar.recorder.backup.Restore;
import nightjar.recorder.wayback.TestMaker;
import nightjar.recorder.wayback.WayBack;
import nightjar.recovery.console.Answer;
import nightjar.recovery.console.ConsoleClient;
import nightjar.recovery.console.Request;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrBody;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A back-up of one recorder, put back on it and on another one.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackupApiTest {
  private static final String PASSPHRASE = "seven herons over the weir";

  private RecorderSiteFixture first;
  private RecorderSiteFixture second;
  private Path folder;
  private byte[] file;

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    this.folder = folder;
    first = new RecorderSiteFixture(Files.createDirectory(folder.resolve("first")));
    first.signUp();
    first.invite("guard", "operator", "[{\"camera\":\"door\",\"acts\":[\"live\"]}]");
    assertThat(
            first
                .post(
                    "/api/v1/cameras",
                    "{\"name\":\"Back lane\",\"address\":\"rtsp://127.0.0.1:9/lane\",\"user\":\"u\","
                        + "\"password\":\"camera secret 7\",\"keepDays\":9}")
                .statusCode())
        .isEqualTo(201);
    assertThat(
            first
                .put(
                    "/api/v1/settings",
                    "{\"site\":\"Mill house\",\"zone\":\"Europe/Paris\",\"language\":\"fr\"}")
                .statusCode())
        .isEqualTo(200);
    assertThat(layout("Front", true).statusCode()).isEqualTo(201);
    assertThat(layout("Desk", false).statusCode()).isEqualTo(201);
    file = backup(first);
    second = new RecorderSiteFixture(Files.createDirectory(folder.resolve("second")));
    second.signUp();
  }

  @AfterAll
  void end() {
    first.close();
    second.close();
  }

  private HttpResponse<String> layout(String name, boolean shared) throws Exception {
    return first.post(
        "/api/v1/layouts",
        "{\"name\":\"%s\",\"shape\":\"2x2\",\"cells\":[\"yard\",\"\",\"\",\"door\"],\"shared\":%s}"
            .formatted(name, shared));
  }

  private static byte[] backup(RecorderSiteFixture nightjar) throws Exception {
    HttpResponse<byte[]> answer =
        nightjar.client.send(
            nightjar
                .request("/api/v1/backup")
                .header("Content-Type", "application/json")
                .POST(
                    HttpRequest.BodyPublishers.ofString("{\"passphrase\":\"" + PASSPHRASE + "\"}"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }

  private static HttpResponse<String> send(
      RecorderSiteFixture to, String path, byte[] file, String passphrase) throws Exception {
    return to.post(
        path,
        "{\"file\":\""
            + Base64.getEncoder().encodeToString(file)
            + "\",\"passphrase\":\""
            + passphrase
            + "\"}");
  }

  @Test
  void isShownFirstAndThenPutBackOnAnotherRecorder() throws Exception {
    String look = send(second, "/api/v1/backup/look", file, PASSPHRASE).body();
    assertThat(look)
        .contains("Mill house", "{\"kind\":\"camera\",\"name\":\"Back lane\",\"what\":\"added\"}")
        .contains("{\"kind\":\"person\",\"name\":\"guard\",\"what\":\"added\"}")
        .contains("{\"kind\":\"person\",\"name\":\"owner\",\"what\":\"kept\"}");
    assertThat(second.get("/api/v1/cameras").body()).doesNotContain("Back lane");

    assertThat(send(second, "/api/v1/backup/restore", file, PASSPHRASE).statusCode())
        .isEqualTo(200);
    assertThat(second.get("/api/v1/cameras/back-lane").body())
        .contains("\"passwordSet\":true", "\"keepDays\":9");
    assertThat(second.settings.settings().password("back-lane")).contains("camera secret 7");
    assertThat(second.get("/api/v1/settings").body()).contains("Mill house", "Europe/Paris");
    String login =
        "{\"name\":\"guard\",\"password\":\"" + RecorderSiteFixture.PASSWORD + " and lanes\"}";
    assertThat(second.post("/api/v1/session", login).statusCode()).isEqualTo(200);
    assertThat(second.get("/api/v1/audit").body()).contains("backup.restore");
    assertThat(second.get("/api/v1/layouts").body())
        .as("its maker has another id here")
        .contains("Front", "Desk", "[\"yard\",\"\",\"\",\"door\"]", "\"mayChange\":true");
    assertThat(second.recorder.keys().copies())
        .hasSize(2)
        .containsAll(first.recorder.keys().copies());
    assertThat(first.get("/api/v1/audit").body()).contains("backup.make");
    assertThat(send(second, "/api/v1/backup/look", file, PASSPHRASE).body())
        .doesNotContain("added", "changed");
  }

  /// As `nightjar restore` leaves it, and as a power cut between the first change and the last does.
  @Test
  void whatWaitsIsPutBackAtTheNextStartOnce() throws Exception {
    Path third = Files.createDirectories(folder.resolve("third/settings"));
    Vault vault = Vault.open(third.resolve(Vault.NAME), new SecureRandom());
    Restore.leave(third, BackupFile.open(file, PASSPHRASE), vault);
    try (var nightjar = new RecorderSiteFixture(folder.resolve("third"))) {
      String login = "{\"name\":\"owner\",\"password\":\"" + RecorderSiteFixture.PASSWORD + "\"}";
      HttpResponse<String> in = nightjar.post("/api/v1/session", login);
      assertThat(in.statusCode()).isEqualTo(200);
      nightjar.cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      assertThat(nightjar.get("/api/v1/cameras").body()).contains("Back lane");
      assertThat(nightjar.get("/api/v1/setup").body()).contains("false");
      assertThat(nightjar.get("/api/v1/audit").body()).contains("backup.restore");
    }
    assertThat(third.resolve("restore.waiting")).doesNotExist();
  }

  @Test
  void holdsNothingReadable() {
    String text = new String(file, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertThat(text).startsWith("NJBACKUP");
    assertThat(text).doesNotContain("camera secret", "Mill house", "argon2id", "rtsp");
  }

  @Test
  void damagedForeignNewerAndWrongPassphraseAreRefusedWithWords() throws Exception {
    byte[] damaged = file.clone();
    damaged[file.length / 2] ^= 1;
    byte[] newer = file.clone();
    newer[8] = 9;
    assertRefused(damaged, PASSPHRASE, "damaged");
    assertRefused(Arrays.copyOf(file, file.length - 9), PASSPHRASE, "damaged");
    assertRefused(newer, PASSPHRASE, "newer Nightjar");
    assertRefused(
        "PK a zip".repeat(20).getBytes(java.nio.charset.StandardCharsets.UTF_8),
        PASSPHRASE,
        "no back-up of Nightjar");
    assertRefused(file, PASSPHRASE + "s", "passphrase is wrong");
    assertRefused(new byte[0], PASSPHRASE, "no back-up of Nightjar");
  }

  private void assertRefused(byte[] bytes, String passphrase, String words) throws Exception {
    HttpResponse<String> answer = send(first, "/api/v1/backup/restore", bytes, passphrase);
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains(words);
  }

  @Test
  void aPassphraseThatIsGuessedIsRefused() throws Exception {
    assertThat(first.post("/api/v1/backup", "{\"passphrase\":\"password1234\"}").statusCode())
        .isEqualTo(422);
  }

  /// Whoever is here keeps the ways in of today; what a reset at the console used up stays used up.
  @Test
  void bringsBackNoPasswordNoSessionAndNothingOfTheWayBack() throws Exception {
    var accounts = first.site.accounts();
    var shell = accounts.shell("test");
    var gone =
        Outcomes.done(
            accounts
                .users()
                .add(
                    shell,
                    "leaver",
                    "",
                    new PersonChange(Role.VIEWER, java.util.List.of(), null, false)));
    byte[] before = backup(first);
    String fresh = "nine quiet otters by the mill";
    assertThat(
            accounts
                .reset()
                .replacePassword("owner", Password.of(fresh), "reset-77", "code", Optional.empty()))
        .isTrue();
    assertThat(accounts.reset().happened("reset-77")).isTrue();
    Path device = Files.createDirectories(folder.resolve("first/settings/device"));
    Files.writeString(device.resolve("recovery.json"), "{\"counter\":41}");

    first.cookie = "";
    HttpResponse<String> in =
        first.post("/api/v1/session", "{\"name\":\"owner\",\"password\":\"" + fresh + "\"}");
    first.cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    Outcomes.done(accounts.users().remove(shell, gone.id()));
    assertThat(send(first, "/api/v1/backup/restore", before, PASSPHRASE).statusCode())
        .isEqualTo(200);

    assertThat(accounts.reset().happened("reset-77")).isTrue();
    assertThat(device.resolve("recovery.json")).hasContent("{\"counter\":41}");
    String old = RecorderSiteFixture.PASSWORD;
    assertThat(
            first
                .post("/api/v1/session", "{\"name\":\"owner\",\"password\":\"" + old + "\"}")
                .statusCode())
        .isEqualTo(401);
    assertThat(accounts.users().list()).anyMatch(user -> user.name().equals("leaver"));
  }

  /// A back-up taken while the code still worked, put back on the real store after it was used, and the recorder started again.
  @Test
  void acceptance04_usedCodeFailsAlsoAfterABackupOfBeforeIsRestored() throws Exception {
    Path own = folder.resolve("fourth/settings");
    var maker = new TestMaker();
    try (var nightjar = new RecorderSiteFixture(folder.resolve("fourth"))) {
      nightjar.signUp();
      maker.trustedBy(own);
      byte[] before;
      String code;
      String fresh = "nine quiet otters by the mill";
      try (WayBack _ = wayBack(nightjar, own);
          ConsoleClient console = ConsoleClient.connect(WayBack.socket(own))) {
        QrBody link = TestMaker.link(console.ask(Request.of(Request.Ask.START)));
        before = backup(nightjar);
        code = maker.code(own, link, Purpose.KEEP);
        Answer accepted = console.ask(Request.redeem(code));
        assertThat(console.ask(Request.commit(accepted.session(), "owner", fresh)).is())
            .isEqualTo(Answer.Is.DONE);
      }
      String login = "{\"name\":\"owner\",\"password\":\"" + fresh + "\"}";
      HttpResponse<String> in = nightjar.post("/api/v1/session", login);
      assertThat(in.statusCode()).isEqualTo(200);
      nightjar.cookie = in.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
      assertThat(send(nightjar, "/api/v1/backup/restore", before, PASSPHRASE).statusCode())
          .isEqualTo(200);
      try (WayBack _ = wayBack(nightjar, own);
          ConsoleClient console = ConsoleClient.connect(WayBack.socket(own))) {
        assertThat(console.ask(Request.redeem(code)).is()).isEqualTo(Answer.Is.NO_CHALLENGE);
        console.ask(Request.of(Request.Ask.START));
        assertThat(console.ask(Request.redeem(code)).is()).isEqualTo(Answer.Is.WRONG);
      }
      nightjar.cookie = "";
      assertThat(nightjar.post("/api/v1/session", login).statusCode()).isEqualTo(200);
    }
  }

  private static WayBack wayBack(RecorderSiteFixture nightjar, Path own) {
    return WayBack.start(
        own, nightjar.site.accounts(), nightjar.recorder, "0.1.0", nightjar.clock, (_, _, _) -> {});
  }

  @Test
  void aTokenOfAProgramCannotTakeOne() throws Exception {
    String made = first.post("/api/v1/me/tokens", "{\"name\":\"program\"}").body();
    String token = made.replaceAll("(?s).*\"token\":\"([^\"]+)\".*", "$1");
    String cookie = first.cookie;
    first.cookie = "";
    try {
      assertThat(
              first
                  .post(
                      "/api/v1/backup",
                      "{\"passphrase\":\"" + PASSPHRASE + "\"}",
                      "Authorization",
                      "Bearer " + token)
                  .statusCode())
          .isEqualTo(403);
    } finally {
      first.cookie = cookie;
    }
  }
}
