package nightjar.recorder.api;

import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Places;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.SocketAnswer;
import nightjar.base.http.Work;
import nightjar.recorder.live.Viewer;
import nightjar.store.recording.StreamKey;

/// Live pictures over WebSocket.
final class LiveRoutes {
  private static final Work WATCHING = new Work("live viewers", 512);

  /// A wall that comes back after a break asks for all its tiles at once.
  private static final Work BEGINNINGS = new Work("live pictures", 256);

  enum Frames {
    ALL,
    KEYS
  }

  record LiveParams(String camera, Optional<String> stream, Optional<Frames> frames) {}

  private final Wiring nightjar;
  private final Places places = new Places();

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
    Caller caller = call.caller().caller();
    StreamKey key = StreamKey.of(params.camera(), params.stream().orElse("main"));
    boolean keys = params.frames().orElse(Frames.ALL) == Frames.KEYS;
    Places.Place place = places.take(WATCHING, caller.subject().name());
    Optional<Viewer> viewer = nightjar.live().watch(key, keys);
    if (viewer.isEmpty()) {
      place.close();
      throw Refusal.notFound("A stream of this name that is received");
    }
    nightjar.audit(caller, "live.begin", key.toString(), "");
    return new SocketAnswer(new LiveSocket(nightjar, caller, key, viewer.get(), place));
  }
}
