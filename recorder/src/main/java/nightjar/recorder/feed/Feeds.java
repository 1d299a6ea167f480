package nightjar.recorder.feed;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import nightjar.store.recording.StreamKey;
import org.jspecify.annotations.Nullable;

/// The feeds of all streams: what anybody watches live comes out of here, so that here is where masks are put on.
/// Safe for any thread because the map is concurrent, and who is veiled is asked after a new inlet can be found.
public final class Feeds {
  private final Map<StreamKey, Inlet> inlets = new ConcurrentHashMap<>();
  private volatile Function<String, @Nullable Veil> veils = _ -> null;

  /// Where a stream's frames come in, made when it is new.
  public Inlet open(StreamKey key) {
    Inlet inlet = inlets.computeIfAbsent(key, each -> new Inlet(each.toString()));
    inlet.veil(veils.apply(key.camera().name()));
    return inlet;
  }

  /// What people may see of a stream.
  public Optional<Feed> find(StreamKey key) {
    return Optional.ofNullable(inlets.get(key)).map(Inlet::people);
  }

  /// What is known of a stream that comes in, watched or not.
  public Optional<Feed.State> state(StreamKey key) {
    return Optional.ofNullable(inlets.get(key)).map(inlet -> inlet.whole().state());
  }

  /// The frames as the camera sent them, for whoever puts the mask on them.
  public Optional<Feed> whole(StreamKey key) {
    return Optional.ofNullable(inlets.get(key)).map(Inlet::whole);
  }

  /// From now on `veils` says, by camera, through what its streams are seen; null is for nothing. Call again when the answer changes.
  public void veils(Function<String, @Nullable Veil> answer) {
    veils = answer;
    inlets.forEach((key, inlet) -> inlet.veil(answer.apply(key.camera().name())));
  }

  public void remove(StreamKey key) {
    Inlet gone = inlets.remove(key);
    if (gone != null) {
      gone.close();
    }
  }
}
