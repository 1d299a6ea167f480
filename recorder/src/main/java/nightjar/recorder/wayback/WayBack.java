package nightjar.recorder.wayback;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.accounts.Accounts;
import nightjar.accounts.AccountsConfig;
import nightjar.accounts.SiteFacts;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.cameras.session.SessionStatus;
import nightjar.recorder.Recorder;
import nightjar.recorder.ingest.StreamStatus;
import nightjar.recovery.console.server.ConsoleServer;
import nightjar.recovery.device.FileRecoveryStore;
import nightjar.recovery.device.RecoveryDevice;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.socket.SocketEvent;
import nightjar.recovery.wire.RequestCode;
import nightjar.recovery.wire.UsedCodes;

/// The recorder's identity and its console's socket, for as long as the recorder runs. No network handler is given any of it.
/// Safe for any thread because its parts are.
public final class WayBack implements AutoCloseable {
  private static final Duration TICK = Duration.ofMinutes(1);

  /// How recovery writes it down.
  private static final Pattern NONCE =
      Pattern.compile("^request code (\\w{4}-\\w{4}-\\w{4}-\\w{4}),");

  private final Optional<ConsoleServer> console;
  private final Stop stop;

  private WayBack(Optional<ConsoleServer> console, Stop stop) {
    this.console = console;
    this.stop = stop;
  }

  /// Where the console finds the recorder whose own folder is `folder`.
  public static Path socket(Path folder) {
    return folder.resolve("run").resolve("console.sock");
  }

  /// The address of the maker's portal, or empty where the recorder knows no maker.
  public static String portal(Path folder) {
    return Trust.read(folder.resolve("device").resolve("authority.json")).portal();
  }

  /// Which codes replaced a password here, out of the audit log, signed by the recorder.
  public static String usedCodes(Path folder, Clock clock) {
    var facts = new SiteFacts(ZoneId.systemDefault(), List.of());
    var random = new SecureRandom();
    try (Accounts accounts = Accounts.open(folder, AccountsConfig.of(() -> facts), clock, random)) {
      List<String> nonces =
          accounts.audit().since(0, "reset.password", UsedCodes.MOST).stream()
              .map(link -> NONCE.matcher(link.entry().detail()))
              .filter(Matcher::find)
              .map(found -> found.group(1).replace("-", "").substring(0, RequestCode.NONCE_SYMBOLS))
              .toList();
      DeviceFolder device =
          DeviceFolder.open(folder, DeviceFolder.Given.NOTHING, LocalDate.EPOCH, random);
      return UsedCodes.write(device.identity(), nonces, device.key()::sign);
    }
  }

  public static WayBack start(
      Path folder,
      Accounts accounts,
      Recorder recorder,
      String software,
      Clock clock,
      EventLog log) {
    ZoneId zone = ZoneId.systemDefault();
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    var random = new SecureRandom();
    DeviceFolder device =
        DeviceFolder.open(
            folder, DeviceFolder.Given.NOTHING, LocalDate.ofInstant(now, zone), random);
    Trust trust = Trust.read(folder.resolve("device").resolve("authority.json"));
    var footage = new KeptFootage(recorder.vault(), accounts.audit(), accounts.witnesses());
    recorder.vault().onTimeOver(footage::shownAgain);
    RecoveryDevice recovery =
        RecoveryDevice.open(
            new RecoveryDevice.Parts(
                device.identity(),
                device.key(),
                trust.keys(),
                software,
                zone,
                new FileRecoveryStore(folder.resolve("device").resolve("recovery.json")),
                new RecoveryAccounts(accounts.reset()),
                footage,
                clock,
                random,
                new RecoveryAudit(accounts.audit(), log)));
    accounts.signIn().onAdministrator(() -> recovery.cancel("the usual password was typed"));
    var facts =
        new ConsoleServer.Facts(software, trust.portal(), zone, () -> cameras(recorder.streams()));
    Optional<ConsoleServer> console = listen(folder, recovery, facts, clock, log);
    var stop = new Stop();
    Thread.ofVirtual()
        .name("recovery")
        .start(() -> {
          while (!clock.sleep(TICK, stop)) {
            recovery.tick();
          }
        });
    return new WayBack(console, stop);
  }

  @Override
  public void close() {
    stop.request();
    console.ifPresent(ConsoleServer::close);
  }

  /// A recorder without its console still records.
  private static Optional<ConsoleServer> listen(
      Path folder, RecoveryDevice recovery, ConsoleServer.Facts facts, Clock clock, EventLog log) {
    try {
      return Optional.of(ConsoleServer.start(socket(folder), recovery, facts, clock, log));
    } catch (Fault e) {
      log.log(
          SocketEvent.SOCKET_UNAVAILABLE,
          socket(folder).toString(),
          e.getMessage() + ". " + e.advice());
      return Optional.empty();
    }
  }

  /// A camera records when any of its streams plays.
  private static ConsoleServer.Cameras cameras(List<StreamStatus> streams) {
    long all = streams.stream().map(s -> s.stream().camera()).distinct().count();
    long playing =
        streams.stream()
            .filter(s -> s.session() instanceof SessionStatus.Playing)
            .map(s -> s.stream().camera())
            .distinct()
            .count();
    return new ConsoleServer.Cameras((int) all, (int) playing);
  }
}
