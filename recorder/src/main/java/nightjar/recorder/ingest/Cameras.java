package nightjar.recorder.ingest;

import java.time.Duration;
import java.util.random.RandomGenerator;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.base.time.Clock;
import nightjar.cameras.session.CameraSession;
import nightjar.cameras.session.RtspConnection;
import nightjar.media.frame.SlabPool;
import nightjar.media.rtsp.RtspClient;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspTarget;
import nightjar.media.rtsp.message.RtspUrl;
import nightjar.recorder.config.CameraConfig.TransportChoice;
import nightjar.recorder.feed.Feeds;
import nightjar.store.Store;
import nightjar.store.recording.StreamKey;
import nightjar.store.write.RecordingWriter;

/// Starts camera threads that record into one store. Safe for any thread because it only holds what is.
public final class Cameras implements AutoCloseable {
  /// Bytes read three times a second and camera instead of once a frame: an eighth of the thread switches. It adds to what a
  /// power cut takes (docs/design/durability.md), so it is not longer.
  private static final Duration GATHER = Duration.ofMillis(300);

  private final Store store;
  private final Feeds feeds;
  private final Clock clock;
  private final RandomGenerator random;
  private final EventLog log;
  private final RtspClient client;
  private final Entrance entrance;

  public Cameras(
      Store store,
      Feeds feeds,
      SlabPool frames,
      Clock clock,
      RandomGenerator random,
      EventLog log) {
    this.store = store;
    this.feeds = feeds;
    this.clock = clock;
    this.random = random;
    this.log = log;
    this.client = new RtspClient(clock, random, frames);
    this.entrance = new Entrance(clock.nanos());
  }

  /// Begins to record `url` as `key` whenever `planned` says so, and goes on until the thread is closed.
  public CameraThread record(
      StreamKey key, RtspUrl url, TransportChoice transport, RecordSwitch planned) {
    RecordingWriter recording = store.stream(key);
    var ingest =
        new StreamIngest(RtspConnection.opener(client), recording, feeds.open(key), planned);
    var session =
        new CameraSession(
            new RtspTarget(key.toString(), url),
            RtspOptions.defaults().with(policy(transport)).withGather(GATHER),
            ingest,
            ingest,
            log,
            clock,
            random);
    return new CameraThread(key, session, recording, new Stop(), log, entrance.next(clock.nanos()));
  }

  /// One look at a camera, for a person who waits for it.
  public RtspClient client() {
    return client;
  }

  @Override
  public void close() {
    client.close();
  }

  private static RtspOptions.TransportPolicy policy(TransportChoice choice) {
    return switch (choice) {
      case AUTO -> RtspOptions.TransportPolicy.AUTO;
      case TCP -> RtspOptions.TransportPolicy.TCP;
      case UDP -> RtspOptions.TransportPolicy.UDP;
    };
  }
}
