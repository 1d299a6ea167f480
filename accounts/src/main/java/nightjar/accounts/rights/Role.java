package nightjar.accounts.rights;

import java.util.Set;

/// What somebody is here: the ceiling of what a grant can give.
public enum Role {
  /// Everything, everywhere; grants add nothing.
  ADMINISTRATOR,
  OPERATOR,
  VIEWER;

  /// The most that grants can give.
  public Set<Act> ceiling() {
    return switch (this) {
      case ADMINISTRATOR, OPERATOR -> Set.of(Act.values());
      case VIEWER -> Set.of(Act.LIVE, Act.PLAYBACK);
    };
  }

  public Set<SiteAct> siteActs() {
    return switch (this) {
      case ADMINISTRATOR -> Set.of(SiteAct.values());
      case OPERATOR -> Set.of(SiteAct.SEE_SYSTEM);
      case VIEWER -> Set.of();
    };
  }
}
