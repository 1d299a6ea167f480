package nightjar.recorder.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import nightjar.base.Fault;
import nightjar.base.log.EventLog;
import nightjar.recorder.CameraPlan;
import nightjar.recorder.CameraSet;
import nightjar.recorder.config.CameraConfig;
import nightjar.recorder.settings.CameraEntry;
import nightjar.recorder.settings.RecordPlan;
import nightjar.recorder.settings.Settings;
import nightjar.recorder.settings.SettingsEvent;
import nightjar.store.recording.StreamKey;

/// Every camera there is: those of the configuration file, those of the settings, and those of which only footage is left.
/// Safe for any thread because of its lock.
public final class CameraBook {
  /// Where a camera comes from, and so who may change it.
  public enum Origin {
    FILE,
    API,
    FOOTAGE
  }

  /// What is known of a camera.
  ///
  /// @param entry absent for a camera that only footage is left of
  public record Page(
      String id,
      String name,
      Origin from,
      int order,
      boolean enabled,
      RecordPlan record,
      Optional<CameraEntry> entry,
      boolean hasPassword,
      long revision) {}

  private final ReentrantLock lock = new ReentrantLock();
  private final Map<String, CameraConfig> file = new LinkedHashMap<>();
  private final Settings settings;
  private final CameraSet running;
  private final java.util.function.Supplier<List<StreamKey>> recorded;
  private final Map<String, String> told = new HashMap<>();
  private Map<String, Page> pages = Map.of();

  public CameraBook(
      List<CameraConfig> file,
      Settings settings,
      CameraSet running,
      java.util.function.Supplier<List<StreamKey>> recorded) {
    file.forEach(each -> this.file.put(each.id(), each));
    this.settings = settings;
    this.running = running;
    this.recorded = recorded;
    reload();
  }

  public boolean has(String id) {
    return find(id).isPresent();
  }

  public Optional<Page> find(String id) {
    lock.lock();
    try {
      return Optional.ofNullable(pages.get(id));
    } finally {
      lock.unlock();
    }
  }

  /// In the order people gave them.
  public List<Page> all() {
    lock.lock();
    try {
      return pages.values().stream()
          .sorted(Comparator.comparingInt(Page::order).thenComparing(Page::id))
          .toList();
    } finally {
      lock.unlock();
    }
  }

  /// Reads everything again, after a change.
  public void reload() {
    Map<String, Page> fresh = new LinkedHashMap<>();
    for (CameraConfig each : file.values()) {
      Settings.Label label =
          settings.label(each.id()).orElse(new Settings.Label(each.id(), fresh.size()));
      fresh.put(each.id(), ofFile(each, label));
    }
    for (Settings.Kept kept : settings.cameras()) {
      fresh.putIfAbsent(kept.camera().id(), ofEntry(kept));
    }
    for (StreamKey key : recorded.get()) {
      String id = key.camera().name();
      fresh.computeIfAbsent(
          id,
          name ->
              new Page(
                  name,
                  name,
                  Origin.FOOTAGE,
                  Integer.MAX_VALUE,
                  false,
                  RecordPlan.ALWAYS,
                  Optional.empty(),
                  false,
                  0));
    }
    lock.lock();
    try {
      pages = fresh;
    } finally {
      lock.unlock();
    }
  }

  /// Starts what the settings say is to be received and is not yet. A camera whose settings cannot be used stays off, with an event
  /// for each new reason; the others are not its hostages.
  public void start(java.util.function.Predicate<RecordPlan> recordsNow, EventLog log) {
    settings.unreadable().forEach((id, fault) -> tell(log, id, fault));
    for (Settings.Kept kept : settings.cameras()) {
      CameraEntry camera = kept.camera();
      if (camera.enabled() && !file.containsKey(camera.id()) && !running.has(camera.id())) {
        try {
          receive(camera, recordsNow.test(camera.record()));
        } catch (Fault fault) {
          tell(log, camera.id(), fault);
        }
      }
    }
  }

  private void tell(EventLog log, String camera, Fault fault) {
    String why = fault.getMessage() + ". " + fault.advice();
    lock.lock();
    try {
      if (why.equals(told.put(camera, why))) {
        return;
      }
    } finally {
      lock.unlock();
    }
    log.log(SettingsEvent.CAMERA_UNUSABLE, camera, why);
  }

  /// Tells the recorder how long to keep what.
  public void keep(nightjar.recorder.Recorder recorder) {
    recorder.keep(settings.cameras().stream().map(Settings.Kept::camera).toList());
  }

  /// Receives a camera as it is in the settings now.
  public void receive(CameraEntry camera, boolean record) {
    if (camera.enabled()) {
      running.put(CameraPlan.of(camera, settings.password(camera.id())), record);
    } else {
      running.remove(camera.id());
    }
  }

  /// Ids that are used, also by footage.
  List<String> ids() {
    return new ArrayList<>(all().stream().map(Page::id).toList());
  }

  private static Page ofFile(CameraConfig camera, Settings.Label label) {
    CameraEntry entry =
        new CameraEntry(
            camera.id(),
            label.name(),
            nightjar.media.rtsp.message.RtspUrl.parse(camera.url()).address(),
            camera.subUrl().map(url -> nightjar.media.rtsp.message.RtspUrl.parse(url).address()),
            Optional.empty(),
            camera.transport(),
            RecordPlan.ALWAYS,
            camera.keep().map(keep -> (int) keep.toDays()),
            camera.keepBytes().isPresent()
                ? Optional.of(camera.keepBytes().getAsLong())
                : Optional.empty(),
            true,
            label.order());
    return new Page(
        camera.id(),
        label.name(),
        Origin.FILE,
        label.order(),
        true,
        RecordPlan.ALWAYS,
        Optional.of(entry),
        false,
        0);
  }

  private static Page ofEntry(Settings.Kept kept) {
    CameraEntry camera = kept.camera();
    return new Page(
        camera.id(),
        camera.name(),
        Origin.API,
        camera.order(),
        camera.enabled(),
        camera.record(),
        Optional.of(camera),
        kept.hasPassword(),
        kept.revision());
  }
}
