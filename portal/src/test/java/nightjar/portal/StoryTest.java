package nightjar.portal;

import static nightjar.portal.World.check;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import nightjar.accounts.passkey.FakeAuthenticator;
import nightjar.base.Bytes;
import nightjar.portal.World.Reviewer;
import nightjar.portal.request.Who;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.Committed;
import nightjar.recovery.device.Redeemed;
import nightjar.recovery.wire.QrPayload;
import nightjar.recovery.wire.SealedAnswer;
import nightjar.recovery.wire.UsedCodes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// The whole story, and what others try: a real PostgreSQL, SMTP server, authority and HTTP, and a recorder that takes the code.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoryTest {
  private static final String OWNER = "ada@owner.test";

  private Path folder;
  private World world;
  private Browser owner;
  private FakeAuthenticator phone;
  private Browser administrator;
  private Reviewer first;
  private Reviewer second;

  @BeforeAll
  void open(@TempDir Path temporary) throws IOException {
    folder = temporary;
    world = new World(temporary);
    owner = world.customer(OWNER);
    phone = world.passkey(owner);
    world.claim(owner);
    administrator = world.administrator();
    first = world.reviewer(administrator, "one");
    second = world.reviewer(administrator, "two");
  }

  /// A week later nobody's passkey is new, and no quota is used up; sessions have ended.
  @BeforeEach
  void aWeekLater() {
    world.skip(Duration.ofDays(8));
    world.signIn(first.browser(), first.key());
    world.signIn(second.browser(), second.key());
    world.signIn(owner, phone);
    world.startRecovery();
  }

  @AfterAll
  void close() throws IOException {
    world.close();
  }

  @Test
  void acceptance16_theOwnerIsLetInAndTheCodeIsNowhere() throws IOException {
    world.again(owner, phone);
    String id = world.ask(owner, world.form());
    assertThat(world.state(owner, id)).isEqualTo("review");
    assertThat(world.mail.to(OWNER).getLast()).contains(id).contains("/veto#token=");

    Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
    assertThat(file.text("id")).isEqualTo(id);
    assertThat(file.text("tier")).isEqualTo("OWNER");
    assertThat(file.text("purpose")).isEqualTo("KEEP");
    assertThat(file.json().toString())
        .contains("qr.signed", "owner.self", "person.passkey", "A. F.")
        .doesNotContain("Field", "514 555");
    check(first.browser().get("/cases/" + id + "/pictures/info"), 200);
    assertThat(second.browser().get("/cases/" + id + "/pictures/info").status()).isEqualTo(404);
    check(first.approve(id, file.text("statement")), 200);
    assertThat(world.state(owner, id)).isEqualTo("waiting");

    world.skip(Duration.ofMinutes(16));
    world.portal.round();
    assertThat(world.state(owner, id)).isEqualTo("ready");

    KeyPair key = World.answerKey();
    String raw = HexFormat.of().formatHex(RawKeys.P256.raw(key.getPublic()).toArray());
    assertThat(
            owner
                .post(
                    "/requests/" + id + "/code", Map.of("screen", world.screen(), "answerKey", raw))
                .problem())
        .as("a session alone is not enough")
        .isEqualTo("step-up");
    world.again(owner, phone);
    assertThat(
            owner
                .post(
                    "/requests/" + id + "/code",
                    Map.of("screen", world.screen().replace("NVR1", "NVR2"), "answerKey", raw))
                .problem())
        .isEqualTo("other-screen");
    Browser.Answer sealed =
        check(
            owner.post(
                "/requests/" + id + "/code", Map.of("screen", world.screen(), "answerKey", raw)),
            200);
    String code =
        SealedAnswer.open(
                Bytes.fromHex(sealed.text("sealed")), id, key.getPrivate(), Bytes.fromHex(raw))
            .orElseThrow();

    assertThat(world.recorder.redeem(code))
        .isInstanceOfSatisfying(
            Redeemed.Accepted.class,
            accepted ->
                assertThat(
                        world.recorder.commit(
                            accepted.session(), "Ada", World.NEW_PASSWORD.toCharArray()))
                    .isInstanceOf(Committed.Done.class));
    check(owner.post("/requests/" + id + "/used", Map.of()), 200);
    world.portal.round();
    assertThat(world.mail.to(OWNER))
        .anyMatch(text -> text.contains(id) && text.contains("new administrator"));
    nowhere(code);
  }

  /// Acceptance 16: neither the data of PostgreSQL, nor the portal's files, nor its log, nor a letter holds the code or a key.
  private void nowhere(String code) throws IOException {
    String bare = code.replace("-", "");
    assertThat(world.log.toString() + world.mail.mails).doesNotContain(code, bare);
    int scanned = 0;
    try (Stream<Path> files = Files.walk(folder.resolve("portal"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String content = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(content.contains(code) || content.contains(bare)).as(file.toString()).isFalse();
        scanned++;
      }
    }
    assertThat(scanned).isGreaterThan(500);
  }

  @Test
  void acceptance17_theOwnerOfRecordStopsAnothersRequestWithOneTap() {
    Browser thief = world.customer("thief@elsewhere.test");
    String id = world.ask(thief, world.form());
    Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
    assertThat(file.text("tier")).isEqualTo("UNPROVEN");
    assertThat(file.text("purpose")).isEqualTo("ERASE");
    assertThat(file.json().toString()).contains("owner.other");
    String token = world.token(OWNER);
    assertThat(world.mail.to(OWNER).getLast())
        .as("whoever asks does not choose the language in which the owner is warned")
        .contains("A request (" + id, "Une demande (" + id);
    assertThat(
            check(new Browser(world.portal.address()).post("/veto", Map.of("token", token)), 200)
                .text("result"))
        .isEqualTo("stopped");
    assertThat(world.state(thief, id)).isEqualTo("vetoed");
    assertThat(first.approve(id, file.text("statement")).problem()).isEqualTo("not-yours");
    assertThat(world.mail.to("thief@elsewhere.test")).noneMatch(text -> text.contains("/veto"));
  }

  @Test
  void acceptance19_knownAndUnknownRecordersAndAddressesGetTheSameAnswers() {
    Browser stranger = world.customer("stranger@elsewhere.test");
    Map<String, String> made = new HashMap<>(world.form());
    made.put("deviceId", "DEV-00000-00000-000");
    made.put("qr", "");
    String unknown = world.ask(stranger, made);
    String known = world.ask(stranger, world.form());
    assertThat(world.state(stranger, unknown)).isEqualTo(world.state(stranger, known));
    var fields = check(stranger.get("/requests/" + unknown), 200).json().propertyNames();
    assertThat(check(stranger.get("/requests/" + known), 200).json().propertyNames())
        .containsExactlyElementsOf(fields);
    var nobody = new Browser(world.portal.address());
    assertThat(nobody.post("/sign-up", Map.of("address", OWNER)).status())
        .isEqualTo(nobody.post("/sign-up", Map.of("address", "new@elsewhere.test")).status());
    assertThat(nobody.post("/session", Map.of("name", OWNER, "password", "wrong")).json())
        .isEqualTo(
            nobody.post("/session", Map.of("name", "no@one.test", "password", "wrong")).json());
    assertThat(owner.get("/requests/" + known).status()).as("another's").isEqualTo(404);
    check(stranger.post("/requests/" + unknown + "/cancel", Map.of()), 200);
    check(stranger.post("/requests/" + known + "/cancel", Map.of()), 200);
  }

  @Test
  void aRecorderThatIsUnknownOrReportedStolenIsSaidAtTheDeskAndNotToWhoAsks() {
    var stolen = Registry.Device.of(world.device("taken away")).with(Registry.Status.STOLEN);
    world.registry.put(stolen);
    world.portal.devices().put(new Who("test", "test", ""), stolen);
    Browser stranger = world.customer("finder@elsewhere.test");
    String known = world.ask(stranger, world.form());
    String seen = world.state(stranger, known);
    check(stranger.post("/requests/" + known + "/cancel", Map.of()), 200);
    Map<String, String> said =
        Map.of("DEV-00000-00000-000", "device.unknown", stolen.deviceId(), "device.stolen");
    said.forEach((deviceId, signal) -> {
      Map<String, String> form = new HashMap<>(world.form());
      form.put("deviceId", deviceId);
      form.put("qr", "");
      String id = world.ask(stranger, form);
      assertThat(world.state(stranger, id)).isEqualTo(seen);
      assertThat(check(stranger.get("/requests/" + id), 200).body()).doesNotContain("stolen");
      Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
      assertThat(file.text("id")).isEqualTo(id);
      assertThat(file.json().path("signals").toString()).contains(signal);
      check(stranger.post("/requests/" + id + "/cancel", Map.of()), 200);
    });
  }

  /// Every trick is refused with its reason, and the worker goes on; what hides in a good picture is not kept.
  @Test
  void acceptance20_polyglotSvgOnePixelAndBombAreRefusedAndAPositionIsGone() throws IOException {
    Browser somebody = world.customer("uploads@elsewhere.test");
    String id = check(somebody.post("/requests", world.form()), 201).text("id");
    String info = "/requests/" + id + "/pictures/info";
    Photographs.tricks()
        .forEach((why, upload) -> {
          Browser.Answer answer = somebody.put(info, upload);
          assertThat(answer.problem()).as(why).isEqualTo("bad-picture");
          assertThat(answer.json().path("fields").path("picture").asString("")).isEqualTo(why);
        });
    assertThat(somebody.put(info, new byte[16 << 20]).status()).isEqualTo(413);
    assertThat(somebody.post("/requests/" + id + "/submit", Map.of()).status()).isEqualTo(422);

    byte[] positioned = Photographs.withPosition(World.picture(77));
    assertThat(new String(positioned, StandardCharsets.ISO_8859_1)).contains("Exif", "Makes");
    check(somebody.put(info, positioned), 200);
    check(somebody.put("/requests/" + id + "/pictures/sticker", World.picture(78)), 200);
    check(somebody.post("/requests/" + id + "/submit", Map.of()), 200);
    world.portal.round();
    Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
    assertThat(file.text("id")).isEqualTo(id);
    assertThat(first.browser().get("/cases/" + id + "/pictures/info").body())
        .startsWith("\uFFFD")
        .doesNotContain("Exif", "Makes");
    check(somebody.post("/requests/" + id + "/cancel", Map.of()), 200);
  }

  /// What the owner's browser could not read, the answer to the upload says; what was read stands beside form and registry.
  @Test
  void acceptance21_picturesFillTheFormAndACopySavedAgainOrCroppedIsFound() {
    world.again(owner, phone);
    String shown = world.screen();
    byte[] screen = Photographs.infoScreen(world, shown);
    byte[] sticker = Photographs.sticker(world);
    Map<String, String> nothing = new HashMap<>(world.form());
    for (String field : List.of("model", "deviceId", "serial", "date", "qr")) {
      nothing.put(field, "");
    }
    String id = check(owner.post("/requests", nothing), 201).text("id");
    Browser.Answer read = check(owner.put("/requests/" + id + "/pictures/info", screen), 200);
    var names = world.device.identity();
    assertThat(read.text("link")).isEqualTo(shown);
    assertThat(read.text("serial")).isEqualTo(names.serial());
    assertThat(
            check(owner.put("/requests/" + id + "/pictures/sticker", sticker), 200)
                .text("deviceId"))
        .isEqualTo(names.deviceId());
    Map<String, String> form = new HashMap<>(world.form());
    form.put("qr", read.text("link"));
    form.put("serial", "ND0000000000000");
    check(owner.put("/requests/" + id, form), 200);
    check(owner.post("/requests/" + id + "/submit", Map.of()), 200);
    assertThat(owner.put("/requests/" + id, form).problem()).isEqualTo("not-now");
    world.portal.round();

    Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
    assertThat(file.text("id")).isEqualTo(id);
    assertThat(file.json().path("fields"))
        .anySatisfy(field -> {
          assertThat(field.path("name").asString("")).isEqualTo("serial");
          assertThat(field.path("match").asString("")).isEqualTo("different");
          assertThat(field.path("sticker").path("text").asString(""))
              .contains(names.serial().substring(0, 4));
          assertThat(field.path("sticker").path("match").asString("")).isEqualTo("equal");
          assertThat(field.path("info").path("match").asString("")).isEqualTo("equal");
        });
    assertThat(file.json().path("signals").toString())
        .contains("picture.QR_SIGNED", "picture.same-code", "picture.QR_OTHER_FIELD")
        .doesNotContain("picture.none", "picture.unread");
    check(owner.post("/requests/" + id + "/cancel", Map.of()), 200);

    Browser thief = world.customer("copy@elsewhere.test");
    String other =
        world.ask(thief, world.form(), World.picture(79), Photographs.savedAgain(sticker));
    Browser.Answer copied = check(first.browser().post("/next", Map.of()), 200);
    assertThat(copied.text("id")).isEqualTo(other);
    assertThat(copied.json().path("signals").toString())
        .contains("picture.NEAR_DUPLICATE")
        .contains(id);
    check(thief.post("/requests/" + other + "/cancel", Map.of()), 200);

    String third = world.ask(thief, world.form(), World.picture(80), Photographs.cropped(sticker));
    Browser.Answer cropped = check(first.browser().post("/next", Map.of()), 200);
    assertThat(cropped.text("id")).isEqualTo(third);
    assertThat(cropped.json().path("signals").toString())
        .contains("picture.CUT_FROM_ANOTHER")
        .contains(id);
    check(thief.post("/requests/" + third + "/cancel", Map.of()), 200);
  }

  /// Somebody asks the authority past the portal, with honest approvals, and a recorder says that it took a code nobody knows.
  @Test
  void acceptance23_aCodeWithoutARequestIsAnAlarmOnTheDeskAndInTheLog() {
    assertThat(alarms()).isEmpty();
    world.issueBehindThePortal("R-BEHIND", first);
    String nonce = "0123456789ABCDE";
    String signed =
        UsedCodes.write(world.device.identity(), List.of(nonce), world.device.key()::sign);
    assertThat(
            first
                .browser()
                .post("/used", Map.of("signed", signed.replace(UsedCodes.PREFIX, "NVC1:")))
                .status())
        .isEqualTo(422);
    assertThat(
            check(first.browser().post("/used", Map.of("signed", signed)), 200).json().toString())
        .contains("1");
    assertThat(alarms())
        .contains("issue_without_request", "R-BEHIND", "used_without_issue", nonce)
        .doesNotContain("key_without_issue", "shown_without_issue");
    assertThat(world.log)
        .anyMatch(line -> line.contains("CODES_DO_NOT_MATCH") && line.contains("R-BEHIND"));
    assertThat(first.browser().get("/codes").status()).as("an administrator's").isEqualTo(403);
  }

  /// Shown, and left: named at the desk once its day is over, until the recorder says that it took it after all.
  @Test
  void acceptance23_aCodeThatWasShownAndNeverTakenIsNamedAtTheDesk() {
    world.again(owner, phone);
    String id = world.ask(owner, world.form());
    Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
    check(first.approve(id, file.text("statement")), 200);
    world.skip(Duration.ofMinutes(16));
    world.portal.round();
    world.signIn(first.browser(), first.key());
    world.again(owner, phone);
    String key =
        HexFormat.of().formatHex(RawKeys.P256.raw(World.answerKey().getPublic()).toArray());
    String screen = world.screen();
    check(owner.post("/requests/" + id + "/code", Map.of("screen", screen, "answerKey", key)), 200);
    assertThat(unused()).as("its day is not over").doesNotContain(id);
    world.skip(Duration.ofDays(3));
    world.portal.round();
    world.signIn(first.browser(), first.key());
    assertThat(unused()).contains(id);

    String nonce = QrPayload.read(screen).orElseThrow().body().request().nonce();
    String signed =
        UsedCodes.write(world.device.identity(), List.of(nonce), world.device.key()::sign);
    check(first.browser().post("/used", Map.of("signed", signed)), 200);
    assertThat(unused()).doesNotContain(id);
  }

  private String unused() {
    world.portal.compareCodes();
    return check(first.browser().get("/alarms"), 200).json().path("unused").toString();
  }

  /// As the desk shows them after two comparisons.
  private String alarms() {
    world.portal.compareCodes();
    world.portal.compareCodes();
    Browser.Answer answer = check(first.browser().get("/alarms"), 200);
    assertThat(answer.json().path("compared").asLong()).isPositive();
    String all = answer.json().path("alarms").toString();
    return all.equals("[]") ? "" : all;
  }

  @Test
  void anAuthorityThatIsDownLosesNothing() {
    world.stopAuthority();
    Browser somebody = world.customer("patient@elsewhere.test");
    String id = world.ask(somebody, world.form());
    assertThat(world.state(somebody, id)).isEqualTo("review");
    assertThat(world.log).anyMatch(line -> line.contains("REQUEST_WAITS") && line.contains(id));
    world.startAuthority();
    world.portal.round();
    Browser.Answer file = check(second.browser().post("/next", Map.of()), 200);
    assertThat(file.json().toString()).contains(id);
    check(somebody.post("/requests/" + id + "/cancel", Map.of()), 200);
  }

  /// The owner's telephone, too: the code that came to it makes it count, and an intruder who takes it away does not silence it.
  @Test
  void acceptance18_ownersTelephoneIsToldWithALinkThatStopsAndForAMonthAfterItWasTakenAway() {
    String number = "+15145550188";
    world.again(owner, phone);
    Browser.Answer added =
        check(owner.post("/me/phones", Map.of("number", "+1 (514) 555-0188")), 201);
    assertThat(added.text("ending")).isEqualTo("0188");
    world.portal.round();
    String code = world.texts.to(number).getLast().substring(0, 6);
    String path = "/me/phones/" + added.text("id");
    String wrong = code.equals("000000") ? "000001" : "000000";
    assertThat(owner.post(path, Map.of("code", wrong)).status()).isEqualTo(422);
    check(owner.post(path, Map.of("code", code)), 204);
    assertThat(owner.post(path, Map.of("code", code)).status()).as("twice").isEqualTo(410);
    check(owner.delete(path), 204);
    assertThat(check(owner.get("/me/phones"), 200).json().path("phones").isEmpty()).isTrue();

    int before = world.texts.to(number).size();
    Browser thief = world.customer("thief-of-numbers@elsewhere.test");
    world.startRecovery();
    String id = world.ask(thief, world.form());
    world.portal.round();
    String told = world.texts.to(number).getLast();
    assertThat(world.texts.to(number).size()).isGreaterThan(before);
    assertThat(told)
        .contains("Somebody asks to reset the password of your recorder", "/veto#token=")
        .doesNotContain(world.device.identity().serial(), world.device.identity().deviceId());
    assertThat(world.mail.to("thief-of-numbers@elsewhere.test").getLast())
        .as("letters to both")
        .contains(id);
    String token = told.substring(told.indexOf("#token=") + 7).strip();
    Browser anybody = new Browser(world.portal.address());
    assertThat(check(anybody.post("/veto", Map.of("token", token)), 200).text("result"))
        .isEqualTo("stopped");
    assertThat(world.state(thief, id)).isEqualTo("vetoed");

    world.portal.round();
    world.skip(Duration.ofDays(31));
    int last = world.texts.to(number).size();
    world.startRecovery();
    Browser other = world.customer("another@elsewhere.test");
    String later = world.ask(other, world.form());
    world.portal.round();
    assertThat(world.texts.to(number)).as("a month later").hasSize(last);
    check(other.post("/requests/" + later + "/cancel", Map.of()), 200);
  }

  /// The owner's browser, too, by a push service that cannot read it; one that is gone is forgotten.
  @Test
  void acceptance18_ownersBrowserIsNotifiedWithALinkThatStopsAndIsForgottenWhenItIsGone()
      throws IOException {
    String key = check(owner.get("/me/pushes"), 200).text("key");
    try (var push = new PushBrowser(key)) {
      check(owner.post("/me/pushes", push.subscription()), 201);
      check(owner.post("/me/pushes", push.subscription()), 201);
      assertThat(check(owner.get("/me/pushes"), 200).json().path("pushes").size())
          .as("the same browser, said twice")
          .isEqualTo(1);
      assertThat(check(owner.get("/me/pushes"), 200).json().at("/pushes/0/label").asString(""))
          .isEqualTo("A browser");
      Map<String, String> inside = new HashMap<>(push.subscription());
      inside.put("endpoint", "https://10.0.0.5/internal");
      assertThat(owner.post("/me/pushes", inside).status()).isEqualTo(422);
      inside.putAll(push.subscription());
      inside.put("p256dh", "BAAA");
      assertThat(owner.post("/me/pushes", inside).status()).isEqualTo(422);

      Browser thief = world.customer("thief-of-browsers@elsewhere.test");
      String id = world.ask(thief, world.form());
      world.portal.round();
      assertThat(push.wrong).isEmpty();
      PushBrowser.Got got = push.got.getLast();
      assertThat(got.message().path("title").asString(""))
          .isEqualTo("Quelqu’un demande à réinitialiser le mot de passe de votre enregistreur");
      assertThat(got.message().toString())
          .doesNotContain(
              world.device.identity().serial(), world.device.identity().deviceId(), "thief");
      assertThat(got.urgency()).isEqualTo("high");
      long left = got.token().path("exp").asLong() - world.clock.wallMicros() / 1_000_000;
      assertThat(left).isBetween(1L, 86_400L);
      assertThat(got.token().path("sub").asString("")).isEqualTo("https://localhost");

      String veto = got.message().path("veto").asString("");
      assertThat(veto).startsWith("/veto#token=");
      Browser anybody = new Browser(world.portal.address());
      assertThat(
              check(anybody.post("/veto", Map.of("token", veto.substring(12))), 200).text("result"))
          .isEqualTo("stopped");
      assertThat(world.state(thief, id)).isEqualTo("vetoed");

      push.status = 410;
      world.portal.round();
      assertThat(push.got.getLast().message().path("title").asString("")).contains("terminée");
      assertThat(check(owner.get("/me/pushes"), 200).json().path("pushes").isEmpty()).isTrue();
    }
  }

  /// Asked twice at once, the code is shown as often as the authority says, and what fails inside is not told outside.
  @Test
  void acceptance23_revealsAtOnceAreCountedAsTheAuthorityCountsThem() {
    world.again(owner, phone);
    String id = world.ask(owner, world.form());
    Browser.Answer file = check(first.browser().post("/next", Map.of()), 200);
    check(first.approve(id, file.text("statement")), 200);
    world.skip(Duration.ofMinutes(16));
    world.portal.round();
    world.again(owner, phone);
    String key =
        HexFormat.of().formatHex(RawKeys.P256.raw(World.answerKey().getPublic()).toArray());
    Map<String, String> ask = Map.of("screen", world.screen(), "answerKey", key);
    world.stopAuthority();
    Browser.Answer down = owner.post("/requests/" + id + "/code", ask);
    assertThat(down.problem()).isEqualTo("unreachable");
    assertThat(down.body()).doesNotContain("sock", folder.toString());
    assertThat(world.log)
        .anyMatch(line -> line.contains("REQUEST_FAILED") && line.contains("sock"));
    world.startAuthority();

    List<Integer> answers =
        Stream.generate(() -> ask)
            .limit(6)
            .map(each ->
                CompletableFuture.supplyAsync(
                    () -> owner.post("/requests/" + id + "/code", each).status()))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();
    assertThat(answers).contains(200).allMatch(status -> status == 200 || status == 409);
    long shown = answers.stream().filter(status -> status == 200).count();
    assertThat(check(owner.get("/requests/" + id), 200).json().path("revealsLeft").asLong())
        .isEqualTo(3 - shown);
    for (long left = 3 - shown; left > 0; left--) {
      check(owner.post("/requests/" + id + "/code", ask), 200);
    }
    long lines = world.audited();
    assertThat(owner.post("/requests/" + id + "/code", ask).problem()).isEqualTo("not-given");
    assertThat(world.audited()).as("nobody fills the authority's chain by asking").isEqualTo(lines);
    world.signIn(first.browser(), first.key());
    assertThat(alarms()).doesNotContain(id);
  }
}
