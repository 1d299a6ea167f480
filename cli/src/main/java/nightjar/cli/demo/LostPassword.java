package nightjar.cli.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.base.log.EventLog;
import nightjar.base.time.DurationText;
import nightjar.base.time.ShiftedClock;
import nightjar.portal.Portal;
import nightjar.portal.PortalConfig;
import nightjar.portal.request.Who;
import nightjar.recorder.wayback.WayBack;
import nightjar.recovery.authority.Authority;
import nightjar.recovery.authority.AuthorityDesk;
import nightjar.recovery.authority.FileKeystore;
import nightjar.recovery.authority.Registry;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.socket.LineServer;
import nightjar.recovery.wire.Claim;

/// A maker for the demo's recorder: an authority, a portal and a review desk on loopback, so that somebody can lose a password and
/// get back in by hand. Its clock can be put ahead, because nobody waits a quarter of an hour for a demo.
/// Owned by the main thread.
public final class LostPassword implements AutoCloseable {
  private static final int KID = 1;

  private record Trust(int version, String portal, List<Key> keys) {}

  private record Key(int kid, String publicKey) {}

  private final ShiftedClock clock;
  private final Path folder;
  private final Path maker;
  private final DeviceFolder device;
  private final Authority authority;
  private final LineServer socket;
  private final Portal portal;

  private LostPassword(
      ShiftedClock clock,
      Path folder,
      DeviceFolder device,
      Authority authority,
      LineServer socket,
      Portal portal) {
    this.clock = clock;
    this.folder = folder;
    maker = maker(folder);
    this.device = device;
    this.authority = authority;
    this.socket = socket;
    this.portal = portal;
  }

  /// Makes the maker in `folder/maker`, and has the recorder whose own folder is `folder` trust it.
  public static LostPassword start(
      Path folder, ShiftedClock clock, EventLog log, RandomGenerator random) {
    Path maker = maker(folder);
    FileKeystore keys = keys(maker, random);
    Registry registry = Registry.open(maker.resolve("registry.json"));
    DeviceFolder device =
        DeviceFolder.open(folder, DeviceFolder.Given.NOTHING, today(clock), random);
    registry.put(Registry.Device.of(device));
    Authority authority = Authority.open(maker, keys, registry, clock);
    Path path = maker.resolve("run").resolve("authority.sock");
    LineServer socket = LineServer.start(path, new AuthorityDesk(authority)::answer, log);
    PortalConfig config =
        PortalConfig.loopback(maker.resolve("portal"), path).withSettled(Duration.ZERO);
    Portal portal = Portal.start(config, clock, log);
    portal.devices().put(new Who("demo", "demo", ""), Registry.Device.of(device));
    String key = HexFormat.of().formatHex(keys.publicKey().toArray());
    var trust = new Trust(1, portal.address() + "/reset", List.of(new Key(KID, key)));
    new PrivateFile(folder.resolve("device").resolve("authority.json"))
        .replace(Bytes.of(new Json().write(trust).getBytes(UTF_8)));
    return new LostPassword(clock, folder, device, authority, socket, portal);
  }

  private static Path maker(Path folder) {
    return folder.resolve("maker");
  }

  /// The demo's own keys are behind a passphrase that lies beside them: nothing depends on them.
  private static FileKeystore keys(Path maker, RandomGenerator random) {
    var file = new PrivateFile(maker.resolve("passphrase"));
    Path keys = maker.resolve("keys.json");
    Optional<Bytes> kept = file.read();
    byte[] fresh = new byte[16];
    random.nextBytes(fresh);
    String text =
        kept.map(bytes -> new String(bytes.toArray(), UTF_8))
            .orElse(HexFormat.of().formatHex(fresh));
    char[] passphrase = text.toCharArray();
    try {
      if (kept.isEmpty()) {
        FileKeystore.create(keys, KID, passphrase, random);
        file.replace(Bytes.of(text.getBytes(UTF_8)));
      }
      return FileKeystore.open(keys, passphrase);
    } finally {
      Arrays.fill(passphrase, ' ');
    }
  }

  private static LocalDate today(ShiftedClock clock) {
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    return LocalDate.ofInstant(now, ZoneId.systemDefault());
  }

  /// Where owners ask.
  public String address() {
    return portal.address();
  }

  /// The recorder's signed link that makes it the newcomer's.
  public String claim() {
    return portal.address()
        + "/claim#"
        + Claim.write(device.identity(), today(clock), device.key()::sign);
  }

  /// Where the first reviewer begins; without a token from the second start on.
  public String desk() {
    return portal.deskAddress()
        + portal.setupToken().map(token -> "/setup#token=" + token).orElse("");
  }

  /// Folder of the authority, and of the letters in `portal/mail`.
  public Path maker() {
    return maker;
  }

  /// What the sticker says.
  DeviceIdentity identity() {
    return device.identity();
  }

  /// Where a console reaches the recorder.
  Path console() {
    return WayBack.socket(folder);
  }

  /// Puts the maker's clock ahead, and has done what is due by then.
  void later(Duration time) {
    clock.skip(time);
    portal.round();
  }

  /// Lets time pass that somebody types, such as `16m`, until the input ends.
  public void listen() {
    Thread.ofVirtual()
        .name("time machine")
        .start(() -> {
          try (var in = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
              DurationText.parse(line.strip()).ifPresent(this::later);
            }
          } catch (IOException _) {
            // nobody types any more
          }
        });
  }

  @Override
  public void close() {
    portal.close();
    socket.close();
    authority.close();
  }
}
