package nightjar.recorder.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.base.Fault;
import nightjar.base.http.ApiJson;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Feeds;
import nightjar.recorder.live.LiveStreams;
import nightjar.recorder.live.LiveTalk;
import nightjar.recorder.live.Viewer;
import nightjar.recovery.socket.LineReader;
import nightjar.recovery.socket.PrivateSocket;
import nightjar.recovery.socket.SocketEvent;

/// Gives the machine's own monitor what people may see live, and nothing else: it reads one line of each connection. Safe for any
/// thread because its parts are; each connection is owned by its own.
public final class MonitorServer implements AutoCloseable {
  /// A wall of 64 and the list, while another page takes its place.
  private static final int CONNECTIONS = 130;

  private static final Duration BEAT = Duration.ofSeconds(1);

  record CamerasMessage(String type, List<Shown> cameras) {}

  private final LiveStreams live;
  private final Feeds feeds;
  private final Supplier<List<Shown>> cameras;
  private final Clock clock;
  private final ApiJson json = new ApiJson();
  private final Stop stop = new Stop();
  private final Optional<PrivateSocket> socket;

  private MonitorServer(
      Path path,
      LiveStreams live,
      Feeds feeds,
      Supplier<List<Shown>> cameras,
      Clock clock,
      EventLog log) {
    this.live = live;
    this.feeds = feeds;
    this.cameras = cameras;
    this.clock = clock;
    socket = listen(path, log);
  }

  /// Where the console finds the live pictures of the recorder whose own folder is `folder`.
  public static Path socket(Path folder) {
    return folder.resolve("run").resolve("monitor.sock");
  }

  /// Listens at `path` from now on; a recorder that cannot says so, and still records.
  public static MonitorServer start(
      Path path,
      LiveStreams live,
      Feeds feeds,
      Supplier<List<Shown>> cameras,
      Clock clock,
      EventLog log) {
    return new MonitorServer(path, live, feeds, cameras, clock, log);
  }

  private Optional<PrivateSocket> listen(Path path, EventLog log) {
    try {
      return Optional.of(PrivateSocket.start(path, CONNECTIONS, this::talk, log));
    } catch (Fault e) {
      log.log(SocketEvent.SOCKET_UNAVAILABLE, path.toString(), e.getMessage() + ". " + e.advice());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    stop.request();
    socket.ifPresent(PrivateSocket::close);
  }

  private void talk(InputStream in, OutputStream out) throws IOException {
    Optional<String> line = new LineReader(in).next();
    if (line.isPresent()) {
      Wish wish = Wish.read(line.get());
      if (wish.isList()) {
        list(out);
      } else {
        show(wish, out);
      }
    }
  }

  /// At first and whenever it changed.
  private void list(OutputStream out) {
    var to = new Line(out);
    String told = "";
    boolean open = true;
    while (open) {
      String now = json.text(new CamerasMessage("cameras", cameras.get()));
      // A peer that is gone is noticed by writing to it only.
      open = to.text(now.equals(told) ? "{\"type\":\"same\"}" : now) && !clock.sleep(BEAT, stop);
      told = now;
    }
  }

  /// Nothing is said of a stream that is not received: the console asks again by itself.
  private void show(Wish wish, OutputStream out) {
    Optional<Viewer> found = live.watch(wish.key(), wish.keys());
    if (found.isEmpty()) {
      return;
    }
    var talk = new LiveTalk(new Line(out));
    try (Viewer viewer = found.get()) {
      long beat = clock.nanos();
      boolean open = true;
      while (open && !stop.requested()) {
        open = talk.send(viewer.next(BEAT));
        if (open && clock.nanos() - beat >= BEAT.toNanos()) {
          beat = clock.nanos();
          Optional<Feed> feed = feeds.find(wish.key());
          open =
              feed.isPresent()
                  && talk.beat(clock.wallMicros(), feed.get().state().lastWallMicros());
        }
      }
    }
  }

  private record Line(OutputStream out) implements LiveTalk.Line {
    @Override
    public boolean text(String message) {
      try {
        Message.write(out, message);
        return true;
      } catch (IOException gone) {
        return false;
      }
    }

    @Override
    public boolean bytes(ByteBuffer message) {
      try {
        Message.write(out, Message.Kind.BYTES, message);
        return true;
      } catch (IOException gone) {
        return false;
      }
    }
  }
}
