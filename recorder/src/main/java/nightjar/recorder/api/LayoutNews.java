package nightjar.recorder.api;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import nightjar.accounts.Caller;

/// Whether the layouts that one person sees are others than at the last look: the database is read only when something in it, or the
/// cameras that they see, changed. Owned by one stream of events.
final class LayoutNews {
  private final Wiring nightjar;
  private long changes;
  private Set<String> cameras = Set.of();
  private List<LayoutRoutes.LayoutView> known;

  LayoutNews(Wiring nightjar, Caller caller) {
    this.nightjar = nightjar;
    // Counted before it is read: a change in between is looked at again.
    changes = nightjar.settings().changes();
    known = LayoutRoutes.seen(nightjar, caller);
  }

  /// All of them, when they are others.
  Optional<List<LayoutRoutes.LayoutView>> of(Caller caller, Set<String> seen) {
    long now = nightjar.settings().changes();
    if (now == changes && seen.equals(cameras)) {
      return Optional.empty();
    }
    changes = now;
    cameras = Set.copyOf(seen);
    List<LayoutRoutes.LayoutView> all = LayoutRoutes.seen(nightjar, caller);
    if (all.equals(known)) {
      return Optional.empty();
    }
    known = all;
    return Optional.of(all);
  }
}
