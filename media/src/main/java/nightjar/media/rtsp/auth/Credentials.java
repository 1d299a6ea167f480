package nightjar.media.rtsp.auth;

import nightjar.base.Fault;

/// A camera's user name and password, as a person would type them: no escapes.
public record Credentials(String user, String password) {
  public Credentials {
    if ((user + password).chars().anyMatch(Character::isISOControl)) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "the camera's user name or password holds a line end or another control character",
          "Type both again by hand.");
    }
  }

  /// Hides the password.
  @Override
  public String toString() {
    return user + ":***";
  }
}
