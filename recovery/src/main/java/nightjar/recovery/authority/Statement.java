package nightjar.recovery.authority;

import java.nio.charset.StandardCharsets;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.RequestCode;

/// What an approver signs: the whole meaning of an approval, in words, in one form.
public record Statement(
    String requestId,
    String deviceId,
    RequestCode request,
    Purpose purpose,
    int dayOffset,
    Tier tier,
    String requester) {
  /// The bytes under the signature.
  public byte[] encode() {
    String text =
        """
        Nightjar approval, version 1
        request %s
        device %s
        request code %s
        purpose %s
        day +%d
        tier %s
        asked for by %s
        """
            .formatted(
                requestId,
                deviceId,
                request.text(),
                purpose.name(),
                dayOffset,
                tier.name(),
                requester);
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
