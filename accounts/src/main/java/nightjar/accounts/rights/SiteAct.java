package nightjar.accounts.rights;

/// What can be done that is not about one camera.
public enum SiteAct {
  SEE_SYSTEM,
  CHANGE_SYSTEM,
  MANAGE_USERS,
  SEE_AUDIT
}
