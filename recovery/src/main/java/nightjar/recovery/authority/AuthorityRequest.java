package nightjar.recovery.authority;

import java.util.List;
import java.util.regex.Pattern;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.wire.Purpose;

/// What the portal asks of the authority. Nothing in it is believed that is not signed.
///
/// @param requestId the portal's number of the request
/// @param qr the payload of the Info screen's QR code, of this minute
/// @param requester who asks, as the portal knows them; approvers may not be the same
/// @param answerKey the requester's P-256 key in hexadecimal, to which the answer is sealed; empty while it is only submitted
/// @param approvals none yet when it is submitted
public record AuthorityRequest(
    String requestId,
    String qr,
    int dayOffset,
    Purpose purpose,
    Tier tier,
    String requester,
    String answerKey,
    List<Approval> approvals) {
  /// `signature` over [Statement#encode]: in hexadecimal, or of a passkey the browser's answer (Web Authentication 5.1.5, as JSON)
  /// whose challenge is the statement's SHA-256.
  public record Approval(String approver, String signature) {
    public Approval {
      if (approver == null || signature == null) {
        throw new IllegalArgumentException("not an approval");
      }
    }
  }

  /// No line break gets into the statement, whose lines approvers read.
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9@._-]{0,63}");

  private static final int MOST_APPROVALS = 8;

  public AuthorityRequest {
    approvals = List.copyOf(approvals);
    if (!ID.matcher(requestId).matches()
        || !ID.matcher(requester).matches()
        || qr == null
        || purpose == null
        || tier == null
        || approvals.size() > MOST_APPROVALS) {
      throw new IllegalArgumentException("not a request");
    }
    if (!answerKey.isEmpty()) {
      RawKeys.P256.key(Bytes.fromHex(answerKey));
    }
  }
}
