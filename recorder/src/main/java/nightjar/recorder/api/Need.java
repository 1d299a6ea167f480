package nightjar.recorder.api;

import java.util.Optional;
import nightjar.accounts.rights.Act;
import nightjar.accounts.rights.SiteAct;
import nightjar.base.http.Right;

/// What a route asks for. The first ones are about nobody, anybody, or the camera that the path or query names.
public enum Need implements Right {
  NOTHING,
  SIGNED_IN,
  ANY_ACT,
  LIVE(Act.LIVE),
  PLAYBACK(Act.PLAYBACK),
  EXPORT(Act.EXPORT),
  SETTINGS(Act.SETTINGS),
  SEE_SYSTEM(SiteAct.SEE_SYSTEM),
  CHANGE_SYSTEM(SiteAct.CHANGE_SYSTEM),
  MANAGE_USERS(SiteAct.MANAGE_USERS),
  SEE_AUDIT(SiteAct.SEE_AUDIT);

  private final Optional<Act> act;
  private final Optional<SiteAct> siteAct;

  Need() {
    act = Optional.empty();
    siteAct = Optional.empty();
  }

  Need(Act act) {
    this.act = Optional.of(act);
    siteAct = Optional.empty();
  }

  Need(SiteAct siteAct) {
    act = Optional.empty();
    this.siteAct = Optional.of(siteAct);
  }

  /// On the camera that is named.
  public Optional<Act> act() {
    return act;
  }

  public Optional<SiteAct> siteAct() {
    return siteAct;
  }
}
