package nightjar.recorder.api;

import java.time.Instant;
import nightjar.base.time.Clock;
import nightjar.recorder.CameraSet;
import nightjar.recorder.settings.RecordPlan;
import nightjar.recorder.settings.Settings;

/// Turns recording on and off as cameras' plans say. Safe for any thread because it has no state.
record Schedule(Settings settings, CameraSet cameras, Clock clock) {
  void look() {
    for (Settings.Kept kept : settings.cameras()) {
      cameras.record(kept.camera().id(), recordsNow(kept.camera().record()));
    }
  }

  boolean recordsNow(RecordPlan plan) {
    return plan.records(Instant.ofEpochMilli(clock.wallMicros() / 1_000), settings.site().zoneId());
  }
}
