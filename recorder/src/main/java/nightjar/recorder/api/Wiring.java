package nightjar.recorder.api;

import java.time.Instant;
import java.util.Optional;
import nightjar.accounts.Accounts;
import nightjar.accounts.Caller;
import nightjar.accounts.audit.Entry;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.log.KeptLog;
import nightjar.base.time.Clock;
import nightjar.recorder.Recorder;
import nightjar.recorder.evidence.Signer;
import nightjar.recorder.live.LiveStreams;
import nightjar.recorder.live.webrtc.WebRtc;
import nightjar.recorder.mask.BurntTime;
import nightjar.recorder.mask.Masks;
import nightjar.recorder.restream.Restream;
import nightjar.recorder.settings.Documents;
import nightjar.recorder.settings.Settings;
import nightjar.store.read.Span;
import nightjar.store.recording.StreamKey;

/// Everything the routes work with; without a signer exports go unsigned, and say so. Safe for any thread because its parts are.
public record Wiring(
    Recorder recorder,
    Accounts accounts,
    Documents documents,
    Settings settings,
    Masks masks,
    CameraBook cameras,
    LiveStreams live,
    WebRtc webRtc,
    Optional<Restream> restream,
    RecorderGate gate,
    Optional<Signer> signer,
    Rates rates,
    java.nio.file.Path folder,
    Clock clock,
    KeptLog log) {
  long nowMicros() {
    return clock.wallMicros();
  }

  Instant now() {
    return Instant.ofEpochMilli(clock.wallMicros() / 1_000);
  }

  /// Writes down what somebody did.
  void audit(Caller caller, String act, String object, String detail) {
    accounts
        .audit()
        .record(
            new Entry(
                caller.subject().name(),
                caller.subject().id(),
                act,
                object,
                caller.address(),
                Entry.Outcome.DONE,
                detail));
  }

  CameraBook.Page camera(String id) {
    return cameras.find(id).orElseThrow(() -> Refusal.notFound("This camera"));
  }

  /// Footage as it was recorded, for people: none of a masked camera.
  Span span(StreamKey key, long from, long to) {
    if (!masks.of(key.camera().name()).coversNothing()) {
      throw Refusal.of(
          MaskRoutes.MASKED,
          "This camera has a privacy mask, and its footage as recorded is given to nobody.",
          "Play it, or export it: both come with the mask.");
    }
    return whole(key, from, to);
  }

  /// What an export burns into this camera's pictures, if it is asked to.
  BurntTime burntTime(String camera) {
    return new BurntTime(
        cameras().find(camera).map(CameraBook.Page::name).orElse(camera),
        settings().site().zoneId());
  }

  /// Footage as it was recorded, for who puts the mask on it, or only counts.
  Span whole(StreamKey key, long from, long to) {
    return recorder.store().span(key, from, to);
  }

  /// The span asked for, at most `longest`; a [Refusal] when it ends before it begins.
  static void span(long from, long to, long longestMicros) {
    if (to <= from || to - from > longestMicros || from < 0) {
      throw new Refusal(
          new nightjar.base.http.Problem(
              Problems.INVALID,
              "from must be before to, and the span at most " + longestMicros + " microseconds.",
              "",
              java.util.Map.of("to", "is not after from, or too far"),
              0));
    }
  }
}
