package nightjar.recorder.mask;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import nightjar.base.time.Clock;
import nightjar.recorder.feed.Feeds;
import org.jspecify.annotations.Nullable;

/// Which cameras are masked, and with what. Every picture of a masked camera that a person gets has gone through here.
/// Safe for any thread because the map is replaced whole.
public final class Masks {
  private static final int CORES_EACH = 2;

  private final Feeds feeds;
  private final Clock clock;

  /// Coders at once: one takes a core at 720p and more above, and recording comes first.
  private final Semaphore places;

  private final FootageCoder footage;

  private final int most;
  private volatile Map<String, Mask> masks = Map.of();

  public Masks(Feeds feeds, Clock clock) {
    this(feeds, clock, Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_EACH));
  }

  Masks(Feeds feeds, Clock clock, int most) {
    this.feeds = feeds;
    this.clock = clock;
    this.most = most;
    this.places = new Semaphore(most);
    this.footage = new FootageCoder(most, clock);
  }

  /// How many streams can be masked at once.
  public int most() {
    return most;
  }

  /// The masks that hold from now on, by camera. When it returns no picture without them is on its way to anybody new.
  public void set(Map<String, Mask> now) {
    Map<String, Mask> next = Map.copyOf(now);
    masks = next;
    feeds.veils(camera -> veil(next.getOrDefault(camera, Mask.NONE)));
  }

  public Mask of(String camera) {
    return masks.getOrDefault(camera, Mask.NONE);
  }

  /// For footage behind its camera's mask; it has places of its own, so that live pictures and footage do not wait for each other.
  public FootageCoder footage() {
    return footage;
  }

  /// Tells the masks of these cameras apart from others of them; empty when none has one.
  public Optional<String> stamp(List<String> cameras) {
    List<String> stamps =
        cameras.stream()
            .filter(camera -> !of(camera).coversNothing())
            .map(camera -> camera + " " + of(camera).stamp())
            .toList();
    return stamps.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", stamps));
  }

  private @Nullable MaskedLive veil(Mask mask) {
    return mask.coversNothing() ? null : new MaskedLive(FootageCoder.FFMPEG, mask, places, clock);
  }
}
