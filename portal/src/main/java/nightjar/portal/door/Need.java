package nightjar.portal.door;

import nightjar.base.http.Right;

/// What a route asks for.
public enum Need implements Right {
  NOTHING,
  SIGNED_IN,
  /// Signed in, and proved again within the last minutes.
  RECENT,
  ADMINISTRATOR
}
