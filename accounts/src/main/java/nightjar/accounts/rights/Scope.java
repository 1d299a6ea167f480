package nightjar.accounts.rights;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What an API token is narrowed to. It never widens what its person may do.
///
/// @param cameras null for all that its person may see
public record Scope(Set<Act> acts, @Nullable Set<String> cameras, Set<SiteAct> siteActs) {
  public Scope {
    acts = Set.copyOf(acts);
    cameras = cameras == null ? null : Set.copyOf(cameras);
    siteActs = Set.copyOf(siteActs);
    if (cameras != null && cameras.size() > Grant.MOST_CAMERAS) {
      throw new IllegalArgumentException("a scope beyond its bounds");
    }
  }

  boolean includes(Act act, String camera) {
    return acts.contains(act) && (cameras == null || cameras.contains(camera));
  }
}
