package nightjar.recorder.api;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import nightjar.accounts.secret.Vault;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.recorder.Recorder;
import nightjar.recorder.config.RecorderConfig;
import nightjar.recorder.settings.Documents;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.settings.SettingsEvent;
import nightjar.recorder.settings.SettingsFile;

/// The settings, and the cameras they name at work: recording needs no accounts and no web app.
/// Safe for any thread because its parts are.
public final class SiteSettings implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(20);

  private final Settings settings;
  private final CameraBook cameras;
  private final SettingsFile file;
  private final Stop stop;

  private SiteSettings(Settings settings, CameraBook cameras, SettingsFile file, Stop stop) {
    this.settings = settings;
    this.cameras = cameras;
    this.file = file;
    this.stop = stop;
  }

  /// Opens the settings in `folder`; their cameras begin to record, beside those that `recorder` has from `config`.
  public static SiteSettings open(
      Recorder recorder, RecorderConfig config, Path folder, Clock clock, EventLog log) {
    SettingsFile file = SettingsFile.open(folder, clock, log);
    boolean good = false;
    try {
      var settings =
          new Settings(
              file.documents(), () -> Vault.open(folder.resolve(Vault.NAME), new SecureRandom()));
      var cameras =
          new CameraBook(
              config.cameras(),
              settings,
              recorder.cameras(),
              () -> recorder.store().reader().streams());
      var schedule = new Schedule(settings, recorder.cameras(), clock);
      cameras.start(schedule::recordsNow, log);
      cameras.keep(recorder);
      var stop = new Stop();
      Thread.ofVirtual()
          .name("schedule")
          .start(() -> {
            while (!clock.sleep(LOOK, stop)) {
              look(cameras, schedule, file, log);
            }
          });
      good = true;
      return new SiteSettings(settings, cameras, file, stop);
    } finally {
      if (!good) {
        file.close();
      }
    }
  }

  /// Also tries again what could not be received; a database that fails now may not fail the next time.
  private static void look(CameraBook cameras, Schedule schedule, SettingsFile file, EventLog log) {
    try {
      schedule.look();
      cameras.start(schedule::recordsNow, log);
      file.keepCopy();
    } catch (Fault fault) {
      log.log(
          SettingsEvent.SETTINGS_UNREADABLE,
          Documents.NAME,
          fault.getMessage() + ". " + fault.advice());
    }
  }

  Documents documents() {
    return file.documents();
  }

  Settings settings() {
    return settings;
  }

  CameraBook cameras() {
    return cameras;
  }

  @Override
  public void close() {
    stop.request();
    file.close();
  }
}
