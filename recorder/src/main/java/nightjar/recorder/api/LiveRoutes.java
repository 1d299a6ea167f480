package nightjar.recorder.api;

import java.util.List;
import java.util.Optional;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.SocketAnswer;
import nightjar.base.http.Work;
import nightjar.recorder.live.Viewer;
import nightjar.store.recording.StreamKey;

/// Live pictures over WebSocket.
final class LiveRoutes {
  private static final int MOST_VIEWERS = 512;

  /// A wall that comes back after a break asks for all its tiles at once.
  private static final Work BEGINNINGS = new Work("live pictures", 256);

  enum Frames {
    ALL,
    KEYS
  }

  record LiveParams(String camera, Optional<String> stream, Optional<Frames> frames) {}

  private final Wiring nightjar;

  LiveRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/cameras/{camera}/live", Need.LIVE, "Live pictures as fragmented MP4 (WebSocket)")
        .takes(LiveParams.class)
        .as(BEGINNINGS)
        .serves(List.of("application/octet-stream"), this::live);
  }

  private SocketAnswer live(Call<Visitor, LiveParams, Nothing> call) {
    LiveParams params = call.params();
    if (nightjar.live().viewers() >= MOST_VIEWERS) {
      throw Refusal.later(Problems.BUSY, "As many as possible are watching.", 5);
    }
    StreamKey key = StreamKey.of(params.camera(), params.stream().orElse("main"));
    boolean keys = params.frames().orElse(Frames.ALL) == Frames.KEYS;
    Viewer viewer =
        nightjar
            .live()
            .watch(key, keys)
            .orElseThrow(() -> Refusal.notFound("A stream of this name that is received"));
    nightjar.audit(call.caller().caller(), "live.begin", key.toString(), "");
    return new SocketAnswer(new LiveSocket(nightjar, call.caller().caller(), key, viewer));
  }
}
