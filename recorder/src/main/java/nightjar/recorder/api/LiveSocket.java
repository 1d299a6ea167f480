package nightjar.recorder.api;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import nightjar.accounts.Caller;
import nightjar.base.http.ApiJson;
import nightjar.base.http.Places;
import nightjar.base.http.Refusal;
import nightjar.base.http.Socket;
import nightjar.base.http.SocketEnd;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.live.LiveTalk;
import nightjar.recorder.live.Viewer;
import nightjar.store.recording.StreamKey;

/// One viewer's WebSocket. Owned by the thread in [#run]; what others call reaches it through the viewer, which is safe.
final class LiveSocket implements SocketEnd {
  private static final Duration BEAT = Duration.ofSeconds(1);
  private static final int SESSION_ENDED = 4401;
  private static final int RIGHT_LOST = 4403;

  record FromViewer(String type, LiveRoutes.Frames which) {}

  private final Wiring nightjar;
  private final Caller caller;
  private final StreamKey key;
  private final Viewer viewer;
  private final Places.Place place;
  private final ApiJson json = new ApiJson();
  private final Watching watching;
  private long lastBeatNanos;

  LiveSocket(Wiring nightjar, Caller caller, StreamKey key, Viewer viewer, Places.Place place) {
    this.nightjar = nightjar;
    this.caller = caller;
    this.key = key;
    this.viewer = viewer;
    this.place = place;
    this.watching = new Watching(nightjar.accounts(), caller, key.camera().name());
    this.lastBeatNanos = nightjar.clock().nanos();
  }

  @Override
  public void run(Socket socket) {
    try (place;
        viewer) {
      var talk = new LiveTalk(line(socket));
      boolean open = true;
      while (open && !viewer.isClosed()) {
        open = talk.send(viewer.next(BEAT)) && beat(socket, talk);
      }
    }
    nightjar.audit(caller, "live.end", key.toString(), "");
  }

  @Override
  public void text(String message) {
    try {
      FromViewer wish =
          json.read(message.getBytes(java.nio.charset.StandardCharsets.UTF_8), FromViewer.class);
      if (wish.type().equals("frames")) {
        viewer.keysOnly(wish.which() == LiveRoutes.Frames.KEYS);
      }
    } catch (Refusal nonsense) {
      viewer.close();
    }
  }

  @Override
  public void closed() {
    viewer.close();
    place.close();
  }

  private static LiveTalk.Line line(Socket socket) {
    return new LiveTalk.Line() {
      @Override
      public boolean text(String message) {
        return socket.send(message);
      }

      @Override
      public boolean bytes(ByteBuffer message) {
        return socket.send(message);
      }
    };
  }

  /// Once a second: the clock, the newest picture's time, and whether this may still go on.
  private boolean beat(Socket socket, LiveTalk talk) {
    long now = nightjar.clock().nanos();
    if (now - lastBeatNanos < BEAT.toNanos()) {
      return true;
    }
    lastBeatNanos = now;
    if (!allowed(socket)) {
      return false;
    }
    Optional<Feed> feed = nightjar.recorder().feeds().find(key);
    if (feed.isEmpty()) {
      socket.close(4404, "camera removed");
      return false;
    }
    long last = feed.get().state().lastWallMicros();
    return talk.beat(nightjar.nowMicros(), last);
  }

  private boolean allowed(Socket socket) {
    return switch (watching.verdict()) {
      case ALLOWED -> true;
      case SESSION_ENDED -> {
        socket.close(SESSION_ENDED, "session ended");
        yield false;
      }
      case RIGHT_LOST -> {
        socket.close(RIGHT_LOST, "not allowed any more");
        yield false;
      }
    };
  }
}
