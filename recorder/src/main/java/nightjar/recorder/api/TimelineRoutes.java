package nightjar.recorder.api;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.Act;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.store.StoreReader;
import nightjar.store.read.Coverage;
import nightjar.store.read.Curtain;
import nightjar.store.recording.Gap;
import nightjar.store.recording.GapCause;
import nightjar.store.recording.Holding;
import nightjar.store.recording.Interval;
import nightjar.store.recording.StreamKey;

/// What was recorded of many cameras over a span, what was not, and why.
final class TimelineRoutes {
  private static final long LONGEST_MICROS = 400L * 86_400_000_000L;
  private static final int MOST_CAMERAS = 64;

  /// Of an answer that is to be quick: 150 kB of JSON, written and packed in a few milliseconds.
  private static final int QUICK_STRETCHES = 2_000;

  /// @param within milliseconds after which what is told is sent, or once it is [#QUICK_STRETCHES]; everything without it
  record TimelineParams(
      List<String> cameras,
      long from,
      long to,
      Optional<Long> resolution,
      Optional<String> stream,
      Optional<Integer> within) {}

  record GapView(long from, long to, GapCause cause, boolean open) {}

  record Lane(
      String camera,
      String stream,
      Optional<Long> first,
      Optional<Long> last,
      List<List<Long>> recorded,
      List<GapView> gaps,
      long recordedMicros,
      long expectedMicros,
      double percent) {}

  /// Footage of before is not shown, until about then.
  record Withheld(long before, long until) {}

  /// @param rest cameras that there was no time for: to be asked for next
  record Timeline(
      long from,
      long to,
      long now,
      List<Lane> cameras,
      List<String> rest,
      Optional<Withheld> withheld) {}

  private final Wiring nightjar;

  TimelineRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/timeline", Need.SIGNED_IN, "What was recorded of many cameras, and the gaps")
        .takes(TimelineParams.class)
        .gives(Timeline.class, this::timeline);
  }

  private Timeline timeline(Call<Visitor, TimelineParams, Nothing> call) {
    TimelineParams params = call.params();
    Wiring.span(params.from(), params.to(), LONGEST_MICROS);
    Caller caller = call.caller().caller();
    List<String> cameras = asked(nightjar, caller, params.cameras());
    if (cameras.size() > MOST_CAMERAS) {
      throw Refusal.field("cameras", "are more than " + MOST_CAMERAS);
    }
    return told(
        params, cameras, camera -> nightjar.gate().oldestMicros(caller, Act.PLAYBACK, camera));
  }

  /// @param oldest from when on a camera's past is told
  Timeline told(TimelineParams params, List<String> cameras, ToLongFunction<String> oldest) {
    long end = end(params.within());
    int room = params.within().isPresent() ? QUICK_STRETCHES : Integer.MAX_VALUE;
    long resolution = Math.max(1, params.resolution().orElse(1L));
    String stream = params.stream().orElse("main");
    StoreReader reader = nightjar.recorder().store().reader();
    Map<StreamKey, Holding> holdings = new HashMap<>();
    reader.holdings().forEach(each -> holdings.put(each.key(), each));
    List<Lane> lanes = new ArrayList<>();
    for (String camera : cameras) {
      if (!lanes.isEmpty() && (room <= 0 || nightjar.clock().nanos() >= end)) {
        break;
      }
      StreamKey key = StreamKey.of(camera, stream);
      long since = oldest.applyAsLong(camera);
      long from = Math.clamp(since, params.from(), params.to());
      Coverage coverage = reader.timeline(List.of(key), from, params.to(), resolution).getFirst();
      room -= coverage.recorded().size() + coverage.gaps().size();
      lanes.add(lane(key, coverage, Optional.ofNullable(holdings.get(key)), since));
    }
    return new Timeline(
        params.from(),
        params.to(),
        nightjar.nowMicros(),
        lanes,
        cameras.subList(lanes.size(), cameras.size()),
        withheld(nightjar));
  }

  private long end(Optional<Integer> within) {
    return within
        .map(millis -> nightjar.clock().nanos() + Math.max(0, millis) * 1_000_000L)
        .orElse(Long.MAX_VALUE);
  }

  static Optional<Withheld> withheld(Wiring nightjar) {
    Curtain curtain = nightjar.recorder().store().reader().curtain();
    return curtain.isDown()
        ? Optional.of(new Withheld(curtain.beforeMicros(), curtain.untilMicros()))
        : Optional.empty();
  }

  /// Those asked for, or all on which one may look into the past.
  static List<String> asked(Wiring nightjar, Caller caller, List<String> cameras) {
    if (cameras.isEmpty()) {
      return nightjar.cameras().all().stream()
          .map(CameraBook.Page::id)
          .filter(id -> nightjar.gate().may(caller, Act.PLAYBACK, id))
          .limit(MOST_CAMERAS)
          .toList();
    }
    cameras.forEach(id -> nightjar.gate().require(caller, Act.PLAYBACK, id));
    return cameras;
  }

  private static Lane lane(
      StreamKey key, Coverage coverage, Optional<Holding> holding, long oldest) {
    List<List<Long>> recorded = new ArrayList<>();
    for (Interval each : coverage.recorded()) {
      recorded.add(List.of(each.start(), each.end()));
    }
    List<GapView> gaps = coverage.gaps().stream().map(TimelineRoutes::view).toList();
    return new Lane(
        key.camera().name(),
        key.stream().name(),
        holding.map(each -> Math.max(oldest, each.interval().start())),
        holding.map(each -> each.interval().end()),
        recorded,
        gaps,
        coverage.recordedMicros(),
        coverage.expectedMicros(),
        coverage.percent());
  }

  static GapView view(Gap gap) {
    return new GapView(gap.interval().start(), gap.interval().end(), gap.cause(), gap.open());
  }
}
