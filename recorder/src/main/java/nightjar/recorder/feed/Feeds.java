package nightjar.recorder.feed;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import nightjar.store.recording.StreamKey;

/// The feeds of all streams. Safe for any thread because the map is concurrent.
public final class Feeds {
  private final Map<StreamKey, Feed> feeds = new ConcurrentHashMap<>();

  /// The feed of a stream that is recorded, made when it is new.
  public Feed open(StreamKey key) {
    return feeds.computeIfAbsent(key, _ -> new Feed());
  }

  public Optional<Feed> find(StreamKey key) {
    return Optional.ofNullable(feeds.get(key));
  }

  public void remove(StreamKey key) {
    feeds.remove(key);
  }
}
