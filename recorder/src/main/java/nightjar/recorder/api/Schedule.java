package nightjar.recorder.api;

import nightjar.recorder.settings.RecordPlan;
import nightjar.recorder.settings.Settings;

/// Turns recording on and off as cameras' plans say. Safe for any thread because it has no state.
record Schedule(Wiring nightjar) {
  void look() {
    for (Settings.Kept kept : nightjar.settings().cameras()) {
      nightjar.recorder().cameras().record(kept.camera().id(), recordsNow(kept.camera().record()));
    }
  }

  boolean recordsNow(RecordPlan plan) {
    return plan.records(nightjar.now(), nightjar.settings().site().zoneId());
  }
}
