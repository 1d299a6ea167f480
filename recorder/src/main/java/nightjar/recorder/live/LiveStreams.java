package nightjar.recorder.live;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.recorder.feed.Feed;
import nightjar.recorder.feed.Feeds;
import nightjar.store.recording.StreamKey;

/// Live pictures of every stream. Safe for any thread because the map is concurrent.
public final class LiveStreams {
  private final Feeds feeds;
  private final Map<Feed, LiveStream> streams = new ConcurrentHashMap<>();

  public LiveStreams(Feeds feeds) {
    this.feeds = feeds;
  }

  /// Begins to watch; empty when nothing is received under that name.
  public Optional<Viewer> watch(StreamKey key, boolean keysOnly) {
    return feeds
        .find(key)
        .map(feed -> streams.computeIfAbsent(feed, LiveStream::new).join(keysOnly));
  }

  /// How many watch all in all.
  public int viewers() {
    return streams.values().stream().mapToInt(LiveStream::viewers).sum();
  }
}
