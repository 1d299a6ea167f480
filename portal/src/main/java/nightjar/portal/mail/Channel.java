package nightjar.portal.mail;

/// The ways to somebody. None waits for another.
public enum Channel {
  MAIL,
  TEXT,
  PUSH
}
