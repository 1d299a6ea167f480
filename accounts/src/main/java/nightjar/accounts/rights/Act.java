package nightjar.accounts.rights;

/// What can be done with one camera.
public enum Act {
  LIVE,
  PLAYBACK,
  EXPORT,
  PTZ,
  SETTINGS
}
