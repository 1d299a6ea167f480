package nightjar.cli.doctor;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import nightjar.accounts.Accounts;
import nightjar.accounts.audit.Verdict;
import nightjar.accounts.db.SqliteDatabase;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.base.time.Clock;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.settings.Documents;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.wayback.WayBack;
import nightjar.recovery.console.ConsoleClient;

/// All checks in the order of what costs footage first. Changes nothing; works beside a running recorder. Immutable.
public record Doctor(RecorderConfig config, Path data, Path own, Clock clock) {
  public List<Finding> examine() {
    List<Finding> found = new ArrayList<>(new DiskChecks(data, own, config, clock).all());
    found.addAll(new MachineChecks(clock).all());
    boolean running = running();
    found.add(running ? Finding.good("recorder") : Finding.warning("recorder", "off"));
    TreeMap<String, InetSocketAddress> cameras = new TreeMap<>();
    config.cameras().forEach(camera -> add(cameras, camera));
    if (Files.exists(own.resolve(Documents.NAME))) {
      found.add(settings(cameras));
    }
    if (Files.exists(own.resolve(SqliteDatabase.NAME))) {
      found.add(audit());
    }
    found.addAll(new NetworkChecks(config, own, running, cameras, clock).all());
    return found;
  }

  private boolean running() {
    try (ConsoleClient _ = ConsoleClient.connect(WayBack.socket(own))) {
      return true;
    } catch (Fault notThere) {
      return false;
    }
  }

  private static void add(TreeMap<String, InetSocketAddress> cameras, CameraConfig camera) {
    add(cameras, camera.id(), camera.url());
  }

  private static void add(TreeMap<String, InetSocketAddress> cameras, String name, String address) {
    RtspUrl url = RtspUrl.parse(address);
    cameras.put(name, InetSocketAddress.createUnresolved(url.host(), url.port()));
  }

  private Finding settings(TreeMap<String, InetSocketAddress> cameras) {
    try (Documents documents = Documents.openToRead(own.resolve(Documents.NAME))) {
      var settings = new Settings(documents, () -> Vault.openExisting(own.resolve(Vault.NAME)));
      for (Settings.Kept kept : settings.cameras()) {
        if (kept.camera().enabled()) {
          add(cameras, kept.camera().id(), kept.camera().address());
        }
      }
      var unreadable = settings.unreadable().keySet();
      return unreadable.isEmpty()
          ? Finding.good("settings", settings.cameras().size())
          : Finding.failure("settings", "camera", String.join(", ", unreadable));
    } catch (Fault fault) {
      return Finding.failure("settings", "fault", String.valueOf(fault.getMessage()));
    }
  }

  private Finding audit() {
    try {
      return switch (Accounts.verifyAudit(own, clock)) {
        case Verdict.Whole(long first, var head) -> Finding.good("audit", first, head.number());
        case Verdict.Broken(long number, Verdict.Why why) ->
            Finding.warning("audit", "broken", number, why.name());
      };
    } catch (Fault fault) {
      return Finding.failure("audit", "fault", String.valueOf(fault.getMessage()));
    }
  }
}
