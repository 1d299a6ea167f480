package nightjar.portal.request;

import java.util.EnumSet;
import java.util.Set;

/// Where a request stands, and where it can go from there (RC/1, 4.7). Nothing else moves one.
public enum State {
  DRAFT,
  SUBMITTED,
  AUTO_CHECKED,
  IN_REVIEW,
  NEEDS_INFO,
  APPROVED_1,
  APPROVED_2,
  COOLING_OFF,
  READY,
  REVEALED,
  REPORTED_USED,
  EXPIRED,
  REJECTED,
  VETOED,
  REVOKED;

  /// Where it can go when all is well.
  private Set<State> forward() {
    return switch (this) {
      case DRAFT -> EnumSet.of(SUBMITTED);
      case SUBMITTED -> EnumSet.of(AUTO_CHECKED);
      case AUTO_CHECKED -> EnumSet.of(IN_REVIEW);
      case IN_REVIEW -> EnumSet.of(NEEDS_INFO, APPROVED_1);
      case NEEDS_INFO -> EnumSet.of(IN_REVIEW);
      case APPROVED_1 -> EnumSet.of(NEEDS_INFO, APPROVED_2, COOLING_OFF);
      case APPROVED_2 -> EnumSet.of(COOLING_OFF);
      case COOLING_OFF -> EnumSet.of(READY);
      case READY -> EnumSet.of(REVEALED, EXPIRED);
      case REVEALED -> EnumSet.of(REVEALED, REPORTED_USED, EXPIRED);
      case REPORTED_USED, EXPIRED, REJECTED, VETOED, REVOKED -> EnumSet.noneOf(State.class);
    };
  }

  public Set<State> next() {
    Set<State> next = forward();
    if (stoppable()) {
      next.addAll(EnumSet.of(REJECTED, VETOED, REVOKED, EXPIRED));
    }
    return next;
  }

  /// From anywhere before it was revealed, the owner of record, the requester and the reviewers can end it.
  public boolean stoppable() {
    return switch (this) {
      case DRAFT,
          SUBMITTED,
          AUTO_CHECKED,
          IN_REVIEW,
          NEEDS_INFO,
          APPROVED_1,
          APPROVED_2,
          COOLING_OFF,
          READY ->
          true;
      case REVEALED, REPORTED_USED, EXPIRED, REJECTED, VETOED, REVOKED -> false;
    };
  }

  public boolean ended() {
    return next().isEmpty();
  }
}
