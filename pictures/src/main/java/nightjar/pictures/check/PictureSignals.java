package nightjar.pictures.check;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import nightjar.pictures.reading.Camera;
import nightjar.pictures.reading.Hashes;
import nightjar.pictures.reading.Quality;
import nightjar.pictures.reading.Reading;
import nightjar.pictures.reading.Shot;

/// What the pictures themselves say: seen before, by which camera and when, how good.
record PictureSignals(Case request, EarlierPictures earlier) {
  /// Bits of 64: chosen, not measured.
  static final int NEAR = 8;

  static final int MAYBE = 12;

  private static final int SCREEN_DECIBELS = 30;

  /// A camera's clock has no zone, so up to 14 hours either way mean nothing, and a day is usual for one never set.
  private static final Duration USUAL = Duration.ofHours(26);

  private static final List<String> EDITORS =
      List.of(
          "photoshop",
          "gimp",
          "lightroom",
          "snapseed",
          "canva",
          "paint",
          "pixelmator",
          "affinity",
          "picsart");

  List<Signal> all() {
    List<Signal> signals = new ArrayList<>();
    for (Shot shot : Shot.values()) {
      Reading reading = PictureChecks.reading(request, shot);
      seenBefore(shot, reading.hashes(), signals);
      camera(shot, reading.camera(), signals);
      quality(shot, reading.quality(), signals);
    }
    Hashes info = request.infoScreen().hashes();
    int apart = info.distance(request.sticker().hashes());
    if (apart <= NEAR) {
      signals.add(
          new Signal(
              Signal.Code.ONE_PICTURE_TWICE,
              Optional.empty(),
              Optional.empty(),
              List.of(Integer.toString(apart))));
    }
    return signals;
  }

  /// The same account photographs the same sticker again in good faith; another account's picture is another matter, and so is any
  /// Info screen's, which changes every minute.
  private void seenBefore(Shot shot, Hashes hashes, List<Signal> signals) {
    for (EarlierPictures.Seen seen : earlier.near(shot, hashes, MAYBE)) {
      boolean own = shot == Shot.STICKER && seen.account().equals(request.account());
      if (!own && !seen.request().equals(request.request())) {
        int apart = hashes.distance(seen.hashes());
        if (seen.hashes().sha256().equals(hashes.sha256())) {
          add(signals, Signal.Code.SAME_FILE, shot, seen.request());
        } else if (apart > NEAR && seen.hashes().pose().same(hashes.pose())) {
          add(signals, Signal.Code.CUT_FROM_ANOTHER, shot, seen.request());
        } else {
          add(
              signals,
              apart <= NEAR ? Signal.Code.NEAR_DUPLICATE : Signal.Code.MAYBE_DUPLICATE,
              shot,
              seen.request(),
              Integer.toString(apart));
        }
      }
    }
  }

  private void camera(Shot shot, Camera camera, List<Signal> signals) {
    if (camera.make().isEmpty() && camera.model().isEmpty() && camera.taken().isEmpty()) {
      add(signals, Signal.Code.NO_CAMERA, shot);
    } else {
      add(signals, Signal.Code.CAMERA_TOLD, shot, camera.make(), camera.model(), camera.taken());
    }
    String software = camera.software().toLowerCase(Locale.ROOT);
    if (EDITORS.stream().anyMatch(software::contains)) {
      add(signals, Signal.Code.EDITED, shot, camera.software());
    }
    hoursApart(camera)
        .filter(apart -> apart.abs().compareTo(USUAL) > 0)
        .ifPresent(apart ->
            add(signals, Signal.Code.TAKEN_AT_OTHER_TIME, shot, Long.toString(apart.toHours())));
  }

  private Optional<Duration> hoursApart(Camera camera) {
    try {
      return Optional.of(
          Duration.between(
              request.received(), LocalDateTime.parse(camera.taken()).toInstant(ZoneOffset.UTC)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static void quality(Shot shot, Quality quality, List<Signal> signals) {
    if (!quality.sharp()) {
      add(signals, Signal.Code.BLURRED, shot, Integer.toString(quality.sharpness()));
    }
    if (quality.glaring()) {
      add(signals, Signal.Code.GLARE, shot, Integer.toString(quality.glare()));
    }
    if (!quality.largeEnough()) {
      add(signals, Signal.Code.TOO_FEW_PIXELS, shot, quality.width() + " x " + quality.height());
    }
    if (shot == Shot.STICKER && quality.moire() >= SCREEN_DECIBELS) {
      add(signals, Signal.Code.STICKER_ON_SCREEN, shot, Integer.toString(quality.moire()));
    }
  }

  private static void add(List<Signal> signals, Signal.Code code, Shot shot, String... values) {
    signals.add(new Signal(code, Optional.of(shot), Optional.empty(), List.of(values)));
  }
}
