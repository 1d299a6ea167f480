package nightjar.recovery.authority;

import java.time.Duration;

/// What the authority answers.
public sealed interface Decision {
  /// First seen; the cool-down runs from now. `statement` is what approvers sign.
  record Submitted(String statement, Duration coolDown) implements Decision {}

  /// `sealed` in hexadecimal, for the requester alone.
  record Issued(String sealed, int reveal) implements Decision {}

  record Refused(Reason reason) implements Decision {}

  enum Reason {
    NOT_A_SIGNED_SCREEN,
    UNKNOWN_DEVICE,
    WRONG_SIGNATURE,
    DEVICE_STOLEN,
    DEVICE_REVOKED,
    WRONG_DAY,
    PURPOSE_NOT_ALLOWED,
    NOT_SUBMITTED,
    REQUEST_CHANGED,
    NONCE_OF_ANOTHER_REQUEST,
    APPROVAL_MISSING,
    APPROVER_UNKNOWN,
    APPROVER_IS_REQUESTER,
    APPROVER_TWICE,
    APPROVAL_NOT_SIGNED,
    TOO_EARLY,
    SCREEN_NOT_LIVE,
    DEVICE_QUOTA,
    REQUESTER_QUOTA,
    APPROVER_QUOTA,
    REVEALED_TOO_OFTEN,
    NOBODY_TO_ANSWER
  }
}
