package nightjar.accounts;

import java.time.Instant;

/// A session as its person sees it in the list.
public record SessionInfo(
    String id, String device, String address, Instant made, Instant seen, Proof proof) {
  /// How it was begun.
  public enum Proof {
    SETUP,
    LINK,
    PASSWORD,
    PASSWORD_AND_CODE,
    PASSKEY
  }
}
