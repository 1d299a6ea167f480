package nightjar.portal.request;

/// How sure the portal was, when a request was submitted, that the person was the one the account is of.
public enum Standing {
  /// By a password, or by a passkey or password that is new: whoever reads somebody's mail can have made it.
  WEAK,
  /// Just now, by a passkey that has been on the account for a while, with no change of password since.
  PASSKEY
}
