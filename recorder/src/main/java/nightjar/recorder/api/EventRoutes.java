package nightjar.recorder.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.ApiJson;
import nightjar.base.http.Exchange;
import nightjar.base.http.RouteTable;
import nightjar.base.http.Work;
import nightjar.base.log.LogLine;
import nightjar.base.tasks.Stop;

/// What changes, as server-sent events: looked at once a second for each who listens, which costs less than telling everybody of
/// everything, and cannot be forgotten by a new route.
final class EventRoutes {
  private static final Work STREAMS = new Work("event streams", 128);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int BEAT_LOOKS = 15;

  record Removed(String id) {}

  record Beat(long now) {}

  private final Wiring nightjar;
  private final ApiJson json = new ApiJson();
  private final Stop stop;

  EventRoutes(Wiring nightjar, Stop stop) {
    this.nightjar = nightjar;
    this.stop = stop;
  }

  void add(RouteTable<Visitor> routes) {
    routes
        .get("/events", Need.SIGNED_IN, "What changes, as server-sent events")
        .as(STREAMS)
        .serves(
            List.of("text/event-stream"),
            call ->
                (nightjar.base.http.Served) exchange -> listen(exchange, call.caller().caller()));
  }

  private void listen(Exchange exchange, Caller caller) throws IOException {
    exchange.status(200).set("Content-Type", "text/event-stream").set("X-Accel-Buffering", "no");
    Map<String, String> known = new HashMap<>();
    var layouts = new LayoutNews(nightjar, caller);
    long told = nightjar.log().newestSeq();
    try (WritableByteChannel out = exchange.stream()) {
      send(exchange, out, "beat", new Beat(nightjar.nowMicros()));
      look(exchange, out, caller, known, false);
      Optional<Caller> now = Optional.of(caller);
      for (int n = 1; !nightjar.clock().sleep(LOOK, stop) && now.isPresent(); n++) {
        now = nightjar.accounts().renewed(caller);
        if (now.isPresent()) {
          look(exchange, out, now.get(), known, true);
          Optional<List<LayoutRoutes.LayoutView>> changed = layouts.of(now.get(), known.keySet());
          if (changed.isPresent()) {
            send(exchange, out, "layouts", changed.get());
          }
          told = tail(exchange, out, now.get(), told);
        }
        if (n % BEAT_LOOKS == 0) {
          send(exchange, out, "beat", new Beat(nightjar.nowMicros()));
        }
      }
    }
  }

  /// The lines of the log that came since; returns the number of the last one.
  private long tail(Exchange exchange, WritableByteChannel out, Caller caller, long told)
      throws IOException {
    if (!nightjar.accounts().may(caller, SiteAct.SEE_AUDIT)) {
      return nightjar.log().newestSeq();
    }
    long last = told;
    for (LogLine line : nightjar.log().since(told)) {
      send(exchange, out, "log", line);
      last = line.seq();
    }
    return last;
  }

  /// Cameras whose state is another one than at the last look. Counters alone are no news.
  private void look(
      Exchange exchange,
      WritableByteChannel out,
      Caller caller,
      Map<String, String> known,
      boolean tell)
      throws IOException {
    Map<String, String> now = new HashMap<>();
    for (CameraBook.Page page : nightjar.cameras().all()) {
      if (nightjar.gate().sees(caller, page.id())) {
        var view = CameraViews.of(nightjar, caller, page);
        String state =
            page.revision()
                + page.name()
                + page.order()
                + view.streams().stream()
                    .map(each -> each.name() + each.state() + each.recording() + each.mime())
                    .toList();
        now.put(page.id(), state);
        if (tell && !state.equals(known.get(page.id()))) {
          send(exchange, out, "camera", view);
        }
      }
    }
    for (String id : known.keySet()) {
      if (!now.containsKey(id)) {
        send(exchange, out, "camera-removed", new Removed(id));
      }
    }
    known.clear();
    known.putAll(now);
  }

  private void send(Exchange exchange, WritableByteChannel out, String name, Object data)
      throws IOException {
    String text = "event: " + name + "\ndata: " + json.text(data) + "\n\n";
    out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    exchange.flush(out);
  }
}
