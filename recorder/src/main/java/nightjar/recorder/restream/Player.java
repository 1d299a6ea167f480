package nightjar.recorder.restream;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.SortedMap;
import nightjar.base.tasks.Stop;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Subscription;
import nightjar.store.recording.StreamKey;

/// Sends one stream's frames to one client, from the last key frame on, until either of them ends, or the key's right does.
/// Owned by its thread once started.
final class Player {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration REPORT = Duration.ofSeconds(5);

  /// Room for most key frames.
  private static final int USUAL_BYTES = 256 * 1024;

  private static final int REPORT_BYTES = 1_024;

  private final Client client;
  private final StreamKey stream;
  private final Feed feed;
  private final String user;
  private final SortedMap<Integer, OutTrack> tracks;
  private final Restream server;
  private final Stop stop = new Stop();
  private ByteBuffer out = ByteBuffer.allocate(USUAL_BYTES);
  private long lookedNanos;
  private long reportedNanos;

  Player(
      Client client,
      StreamKey stream,
      Feed feed,
      String user,
      SortedMap<Integer, OutTrack> tracks,
      Restream server) {
    this.client = client;
    this.stream = stream;
    this.feed = feed;
    this.user = user;
    this.tracks = tracks;
    this.server = server;
  }

  /// Begins to send, once.
  void start() {
    if (lookedNanos == 0) {
      lookedNanos = server.clock().nanos();
      Thread.ofVirtual().name("rtsp out " + stream).start(this::run);
    }
  }

  void stop() {
    stop.request();
  }

  private void run() {
    try (Subscription subscription = feed.subscribe()) {
      boolean begun = false;
      while (!stop.requested() && allowed()) {
        switch (subscription.next(LOOK)) {
          case Subscription.Taken taken -> {
            try {
              Frame frame = taken.frame();
              begun |= frame.sync() && frame.config() instanceof CodecConfig.Video;
              OutTrack track = tracks.get(frame.track());
              if (begun && track != null && !send(track, frame)) {
                return;
              }
            } finally {
              taken.frame().release();
            }
          }
          case Subscription.Off _ -> begun = false;
          case Subscription.Quiet() -> {}
        }
      }
    } catch (IOException e) {
      // The client is gone.
    } finally {
      if (!stop.requested()) {
        client.close();
      }
    }
  }

  /// False when the camera now speaks another codec than DESCRIBE told.
  private boolean send(OutTrack track, Frame frame) throws IOException {
    if (!track.takes(frame)) {
      return false;
    }
    int room = OutTrack.room(frame) + REPORT_BYTES;
    if (out.capacity() < room) {
      out = ByteBuffer.allocate(room);
    }
    out.clear();
    track.write(frame, out, server.udp());
    long now = server.clock().nanos();
    if (now - reportedNanos > REPORT.toNanos()) {
      reportedNanos = now;
      tracks.values().forEach(each -> each.report(out, server.udp()));
    }
    if (out.flip().hasRemaining()) {
      client.send(out);
    }
    return true;
  }

  private boolean allowed() {
    long now = server.clock().nanos();
    if (now - lookedNanos < LOOK.toNanos()) {
      return true;
    }
    lookedNanos = now;
    return server.keys().may(user, stream.camera().name());
  }
}
