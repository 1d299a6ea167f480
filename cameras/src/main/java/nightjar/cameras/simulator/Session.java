package nightjar.cameras.simulator;

import java.nio.ByteBuffer;
import java.util.Arrays;
import nightjar.cameras.simulator.program.Unit;
import org.jspecify.annotations.Nullable;

/// One RTSP session: a viewer of one stream, with a lane for each track it set up. Owned by the simulator's thread.
final class Session {
  private final String id;
  private final Camera camera;
  private final Feed feed;
  private final Counters counters;
  private final @Nullable Lane[] lanes;
  private Connection connection;
  private boolean ended;
  private boolean playing;
  private boolean awaitsSync;
  private boolean overflowed;
  private boolean reported;
  private long playedNanos;
  private long secondsTold;
  private long heardNanos;
  private @Nullable Runnable afterFirst;

  Session(String id, Camera camera, Feed feed, Connection connection) {
    this.id = id;
    this.camera = camera;
    this.feed = feed;
    this.connection = connection;
    this.counters = camera.counters();
    this.lanes = new Lane[feed.tracks().size()];
  }

  String id() {
    return id;
  }

  Camera camera() {
    return camera;
  }

  Feed feed() {
    return feed;
  }

  /// The connection that asked last.
  Connection connection() {
    return connection;
  }

  void heard(Connection from, long nowNanos) {
    connection = from;
    heardNanos = nowNanos;
  }

  void heard(long nowNanos) {
    heardNanos = nowNanos;
  }

  long silentNanos(long nowNanos) {
    return nowNanos - heardNanos;
  }

  void lane(int track, Lane lane) {
    lanes[track] = lane;
  }

  @Nullable Lane lane(int track) {
    return lanes[track];
  }

  boolean hasLanes() {
    return Arrays.stream(lanes).anyMatch(lane -> lane != null);
  }

  /// Whether its media ends with this connection.
  boolean flowsThrough(Connection connection) {
    return Arrays.stream(lanes)
        .anyMatch(lane -> lane instanceof Lane.Interleaved(var by, _) && by == connection);
  }

  /// Nobody will use it again.
  void end() {
    ended = true;
  }

  boolean ended() {
    return ended;
  }

  boolean playing() {
    return playing;
  }

  void play(long nowNanos) {
    playing = true;
    awaitsSync = true;
    overflowed = false;
    reported = false;
    playedNanos = nowNanos;
    secondsTold = 0;
    counters.viewers.increment();
  }

  void pause() {
    playing = false;
    counters.viewers.decrement();
  }

  /// Runs `task` when the first frame has gone out.
  void afterFirst(Runnable task) {
    afterFirst = task;
  }

  /// The next whole second of playing that nobody was told of, or -1.
  long nextSecond(long nowNanos) {
    long seconds = (nowNanos - playedNanos) / 1_000_000_000;
    return playing && secondsTold < seconds ? ++secondsTold : -1;
  }

  /// Takes a frame, or leaves it out: before the first key frame, and after an overflow until the next one.
  boolean offer(Unit unit, boolean video, long nowNanos) {
    Lane lane = lanes[unit.info().track()];
    if (lane == null) {
      return false;
    }
    boolean starts = unit.info().sync() && (video || lanes[0] == null || !feed.hasVideo());
    if (awaitsSync && !starts) {
      if (overflowed) {
        counters.framesNotSent.increment();
      }
      return false;
    }
    if (!reported) {
      reported = true;
      feed.report(this, nowNanos);
    }
    awaitsSync = !lane.media(unit);
    if (awaitsSync) {
      overflowed = true;
      counters.framesNotSent.increment();
      return false;
    }
    counters.framesSent.increment();
    counters.bytesSent.add(unit.wireBytes());
    if (afterFirst != null) {
      Runnable task = afterFirst;
      afterFirst = null;
      task.run();
    }
    return true;
  }

  void report(int track, ByteBuffer packet) {
    Lane lane = lanes[track];
    if (lane != null) {
      lane.report(packet);
    }
  }
}
