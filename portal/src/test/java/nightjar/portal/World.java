package nightjar.portal;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import nightjar.accounts.passkey.FakeAuthenticator;
import nightjar.base.json.Json;
import nightjar.base.time.ShiftedClock;
import nightjar.base.time.SystemClock;
import nightjar.portal.mail.SmtpMailer;
import nightjar.portal.request.Who;
import nightjar.recovery.authority.Authority;
import nightjar.recovery.authority.AuthorityDesk;
import nightjar.recovery.authority.AuthorityRequest;
import nightjar.recovery.authority.AuthorityRequest.Approval;
import nightjar.recovery.authority.Decision;
import nightjar.recovery.authority.FileKeystore;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.FakeAdministrators;
import nightjar.recovery.device.FakeFootage;
import nightjar.recovery.device.FakeRecoveryStore;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.device.VendorKey;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.socket.LineServer;
import nightjar.recovery.wire.Claim;
import nightjar.recovery.wire.Purpose;

/// A portal on a real PostgreSQL, a real mail server, a real authority behind its socket, and a recorder whose disk and accounts are
/// faked. Owned by one test class.
final class World implements AutoCloseable {
  static final String PASSWORD = "a quiet lane of lamps";
  static final String NEW_PASSWORD = "seven herons over the weir";
  private static final char[] PASSPHRASE = "long enough for an authority".toCharArray();

  final ShiftedClock clock = new ShiftedClock(new SystemClock());
  final List<String> log = new CopyOnWriteArrayList<>();
  final MailServer mail;
  final TextServer texts;
  final Registry registry;
  final FakeAdministrators administrators = new FakeAdministrators("Ada", "of old");
  final RecoveryDevice recorder;
  final DeviceFolder device;
  final Path folder;
  Portal portal;

  /// Runs when the authority has decided and the portal does not know it yet.
  volatile Runnable onAnswer = () -> {};

  final FileKeystore keys;
  private final PortalConfig config;
  private Authority authority;
  private LineServer socket;
  private int people;

  World(Path folder) throws IOException {
    this.folder = folder;
    mail = new MailServer();
    texts = new TextServer();
    registry = Registry.open(folder.resolve("authority").resolve("registry.json"));
    Path keyFile = folder.resolve("authority").resolve("keys.json");
    FileKeystore.create(keyFile, 7, PASSPHRASE, new Random(1));
    keys = FileKeystore.open(keyFile, PASSPHRASE);
    device = device("recorder");
    registry.put(Registry.Device.of(device));
    recorder =
        RecoveryDevice.open(
            new RecoveryDevice.Parts(
                device.identity(),
                device.key(),
                List.of(new VendorKey(7, keys.publicKey())),
                "0.1.0",
                ZoneOffset.UTC,
                new FakeRecoveryStore(),
                administrators,
                new FakeFootage(),
                clock,
                new Random(3),
                (_, _, _) -> {}));
    startAuthority();
    config =
        PortalConfig.loopback(folder.resolve("portal"), socketPath())
            .with(
                new SmtpMailer.Server(
                    "127.0.0.1", mail.port(), "portal@maker.test", Optional.empty()))
            .with(texts.server())
            .withPushToLoopback();
    portal = started();
    portal.devices().put(new Who("test", "test", ""), Registry.Device.of(device));
  }

  private Portal started() {
    return Portal.start(
        config, clock, (event, where, what) -> log.add(event + " " + where + " " + what));
  }

  /// It comes back at another address, as its ports are any that are free.
  void startPortalAgain() {
    portal = started();
  }

  DeviceFolder device(String name) {
    return DeviceFolder.open(
        folder.resolve(name),
        DeviceFolder.Given.NOTHING,
        LocalDate.of(2026, 3, 14),
        new Random(name.hashCode()));
  }

  private Path socketPath() {
    return folder.resolve("a.sock");
  }

  void startAuthority() {
    authority = Authority.open(folder.resolve("authority"), keys, registry, clock);
    var desk = new AuthorityDesk(authority);
    socket = LineServer.start(socketPath(), line -> answer(desk, line), (_, _, _) -> {});
  }

  private String answer(AuthorityDesk desk, String line) {
    String answer = desk.answer(line);
    onAnswer.run();
    return answer;
  }

  /// Lines of the authority's audit chain.
  long audited() {
    return authority.audited();
  }

  void stopAuthority() {
    socket.close();
    authority.close();
  }

  /// The newest letter to `address` with a link, and the link's token.
  String token(String address) {
    portal.round();
    String letter = mail.to(address).getLast();
    Matcher matcher = Pattern.compile("#token=(\\S+)").matcher(letter);
    if (!matcher.find()) {
      throw new AssertionError(letter);
    }
    return matcher.group(1);
  }

  /// Somebody with an account, signed in by the password they just chose.
  Browser customer(String address) {
    var browser = new Browser(portal.address());
    check(browser.post("/sign-up", Map.of("address", address)), 204);
    check(browser.post("/welcome", Map.of("token", token(address), "password", PASSWORD)), 200);
    return browser;
  }

  /// Adds a passkey to who is signed in.
  FakeAuthenticator passkey(Browser browser) {
    var key = new FakeAuthenticator(++people);
    key.origin = browser.origin;
    key.rpId = "localhost";
    String options = check(browser.post("/me/passkeys/options", Map.of()), 200).text("options");
    check(
        browser.post("/me/passkeys", Map.of("answer", key.create(options), "label", "phone")), 201);
    return key;
  }

  void again(Browser browser, FakeAuthenticator key) {
    String options = check(browser.post("/session/again/options", Map.of()), 200).text("options");
    check(browser.post("/session/again", Map.of("answer", key.get(options))), 200);
  }

  void signIn(Browser browser, FakeAuthenticator key) {
    String options = check(browser.post("/passkey/options", Map.of()), 200).text("options");
    check(browser.post("/passkey", Map.of("answer", key.get(options))), 200);
  }

  void claim(Browser browser) {
    LocalDate today =
        LocalDate.ofInstant(
            java.time.Instant.ofEpochMilli(clock.wallMicros() / 1_000), ZoneOffset.UTC);
    String link =
        portal.address() + "/claim#" + Claim.write(device.identity(), today, device.key()::sign);
    check(browser.post("/me/devices", Map.of("link", link)), 204);
  }

  /// The review desk's administrator.
  Browser administrator() {
    var browser = new Browser(portal.deskAddress());
    String token = portal.setupToken().orElseThrow();
    check(
        browser.post("/setup", Map.of("token", token, "name", "desk", "password", PASSWORD)), 200);
    return browser;
  }

  /// A reviewer whom the authority knows, and their passkey.
  Reviewer reviewer(Browser administrator, String name) {
    String link = check(administrator.post("/people", Map.of("name", name)), 201).text("link");
    var browser = new Browser(portal.deskAddress());
    String token = link.substring(link.indexOf("#token=") + 7);
    check(browser.post("/welcome", Map.of("token", token, "password", PASSWORD)), 200);
    FakeAuthenticator key = passkey(browser);
    String approver = check(browser.get("/me/approver"), 200).body();
    registry.put(new Json().read(approver, Registry.PasskeyApprover.class, "approver"));
    return new Reviewer(browser, key);
  }

  record Reviewer(Browser browser, FakeAuthenticator key) {
    /// Signs a statement as the page does: its SHA-256 is the challenge.
    String sign(String statement) {
      byte[] challenge = Crypto.sha256(statement.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      String text = java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(challenge);
      return key.get("{\"challenge\":\"" + text + "\"}");
    }

    Browser.Answer approve(String id, String statement) {
      return browser.post(
          "/cases/" + id + "/decision",
          Map.of(
              "verdict", "approve", "reasons", List.of("all-match"), "assertion", sign(statement)));
    }
  }

  /// What the Info screen shows in its code now.
  String screen() {
    return portal.address() + "/reset#" + recorder.challenge().orElseThrow().qr();
  }

  /// A fresh one: a code that was shown belongs to the request that showed it.
  void startRecovery() {
    recorder.cancel("another");
    recorder.start(Purpose.KEEP);
  }

  Map<String, String> form() {
    return Map.of(
        "firstName", "Ada",
        "lastName", "Field",
        "phone", "+1 514 555 0100",
        "model", device.identity().model().toLowerCase(java.util.Locale.ROOT),
        "deviceId", device.identity().deviceId().replace('0', 'O'),
        "serial", device.identity().serial(),
        "date",
            LocalDate.ofInstant(
                    java.time.Instant.ofEpochMilli(clock.wallMicros() / 1_000), ZoneOffset.UTC)
                .toString(),
        "qr", screen());
  }

  /// A request with both pictures, handed in.
  String ask(Browser browser, Map<String, String> form) {
    return ask(browser, form, picture(people++), picture(people++));
  }

  String ask(Browser browser, Map<String, String> form, byte[] info, byte[] sticker) {
    String id = check(browser.post("/requests", form), 201).text("id");
    check(browser.put("/requests/" + id + "/pictures/info?camera=true", info), 200);
    check(browser.put("/requests/" + id + "/pictures/sticker", sticker), 200);
    check(browser.post("/requests/" + id + "/submit", Map.of()), 200);
    portal.round();
    return id;
  }

  /// What somebody with the portal's rights can do: the authority issues a code for a request that the portal never had.
  void issueBehindThePortal(String id, Reviewer reviewer) {
    var asked = ask(id, screen(), List.of(), "");
    var submitted = (Decision.Submitted) authority.submit(asked);
    String approver = check(reviewer.browser().get("/me/approver"), 200).text("id");
    skip(Duration.ofMinutes(16));
    signIn(reviewer.browser(), reviewer.key());
    var approvals = List.of(new Approval(approver, reviewer.sign(submitted.statement())));
    String key = HexFormat.of().formatHex(RawKeys.P256.raw(answerKey().getPublic()).toArray());
    Decision decision = authority.issue(ask(id, screen(), approvals, key));
    if (!(decision instanceof Decision.Issued)) {
      throw new AssertionError(decision);
    }
  }

  private static AuthorityRequest ask(
      String id, String screen, List<Approval> approvals, String key) {
    return new AuthorityRequest(id, screen, 0, Purpose.KEEP, Tier.OWNER, "nobody", key, approvals);
  }

  String state(Browser browser, String id) {
    return check(browser.get("/requests/" + id), 200).text("state");
  }

  void skip(Duration duration) {
    clock.skip(duration);
    recorder.tick();
  }

  static byte[] picture(int seed) {
    var image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    var random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      image.setRGB(random.nextInt(640), random.nextInt(480), random.nextInt());
    }
    var out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpeg", out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return out.toByteArray();
  }

  static Browser.Answer check(Browser.Answer answer, int status) {
    if (answer.status() != status) {
      throw new AssertionError(answer.status() + " " + answer.json());
    }
    return answer;
  }

  static KeyPair answerKey() {
    return Crypto.pair(RawKeys.P256);
  }

  @Override
  public void close() throws IOException {
    portal.close();
    stopAuthority();
    mail.close();
    texts.close();
  }
}
