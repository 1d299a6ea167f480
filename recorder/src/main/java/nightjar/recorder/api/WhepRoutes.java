package nightjar.recorder.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.base.Fault;
import nightjar.base.http.Call;
import nightjar.base.http.Nothing;
import nightjar.base.http.Problems;
import nightjar.base.http.Refusal;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Served;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.live.webrtc.WebRtc;
import nightjar.store.recording.StreamKey;

/// Live pictures by WebRTC, begun and ended as WHEP says: an SDP offer is posted, the answer comes back, deleting it ends it.
final class WhepRoutes {
  private static final String SDP = "application/sdp";
  private static final int MOST_SDP_BYTES = 64 * 1024;

  record WhepParams(String camera, Optional<String> stream) {}

  record SessionParams(String camera, String session) {}

  private final Wiring nightjar;

  WhepRoutes(Wiring nightjar) {
    this.nightjar = nightjar;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .post(
            "/cameras/{camera}/whep",
            Need.LIVE,
            "Live pictures by WebRTC; the body is an SDP offer (application/sdp)")
        .takes(WhepParams.class)
        .serves(List.of(SDP), this::begin);
    routes
        .delete("/cameras/{camera}/whep/{session}", Need.LIVE, "Ends live pictures by WebRTC")
        .takes(SessionParams.class)
        .does(this::end);
  }

  private Served begin(Call<Visitor, WhepParams, Nothing> call) {
    StreamKey key = StreamKey.of(call.params().camera(), call.params().stream().orElse("main"));
    Feed feed =
        nightjar
            .recorder()
            .feeds()
            .find(key)
            .orElseThrow(() -> Refusal.notFound("A stream of this name that is received"));
    String offer = call.exchange().text(SDP, MOST_SDP_BYTES);
    Caller caller = call.caller().caller();
    var watching = new Watching(nightjar.accounts(), caller, key.camera().name());
    WebRtc.Outcome outcome = offer(offer, feed, call.exchange().localAddress(), watching);
    return switch (outcome) {
      case WebRtc.Accepted accepted -> {
        nightjar.audit(caller, "live.begin", key.toString(), "WebRTC");
        yield exchange -> {
          String path = "/api/v1/cameras/" + key.camera().name() + "/whep/" + accepted.id();
          exchange
              .status(201)
              .set("Content-Type", SDP)
              .set("Location", path)
              .set("Nightjar-Zero", Long.toString(accepted.zeroMicros()))
              .bytes(ByteBuffer.wrap(accepted.sdp().getBytes(StandardCharsets.UTF_8)));
        };
      }
      case WebRtc.NothingInCommon() ->
          throw Refusal.of(
              Problems.CONFLICT,
              "This camera and this browser have no coding in common for WebRTC, which takes H.264 without B-frames.",
              "Watch it over WebSocket, or set the camera to H.264 without B-frames.");
      case WebRtc.Full() ->
          throw Refusal.later(Problems.BUSY, "As many as possible are watching.", 5);
    };
  }

  private WebRtc.Outcome offer(String offer, Feed feed, String reached, Watching watching) {
    try {
      return nightjar
          .webRtc()
          .offer(offer, feed, reached, () -> watching.verdict() == Watching.Verdict.ALLOWED);
    } catch (Fault fault) {
      if (fault.kind() == Fault.Kind.INVALID) {
        throw Refusal.of(Problems.BAD_REQUEST, String.valueOf(fault.getMessage()), fault.advice());
      }
      throw Refusal.later(Problems.BUSY, String.valueOf(fault.getMessage()), 60);
    }
  }

  private void end(Call<Visitor, SessionParams, Nothing> call) {
    if (!nightjar.webRtc().end(call.params().session())) {
      throw Refusal.notFound("This session");
    }
    nightjar.audit(call.caller().caller(), "live.end", call.params().camera() + "/", "WebRTC");
  }
}
