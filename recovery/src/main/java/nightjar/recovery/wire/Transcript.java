package nightjar.recovery.wire;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import nightjar.recovery.identity.DeviceIdentity;

/// Everything a temporary password is bound to. Two transcripts that differ anywhere give two unrelated passwords.
public record Transcript(
    Suite suite,
    DeviceIdentity device,
    RequestCode request,
    LocalDate dateShown,
    int dayOffset,
    Purpose purpose,
    String account) {
  /// k runs from 0 to this: an approval may take a week and still end in a code for one day.
  public static final int LAST_DAY_OFFSET = 7;

  /// The account of every code: administrators are persons whose names the vendor does not know, so it is for their role.
  public static final String ADMINISTRATORS = "admin";

  static final int VERSION = 1;

  public Transcript {
    if (dayOffset < 0 || dayOffset > LAST_DAY_OFFSET) {
      throw new IllegalArgumentException("day offset " + dayOffset);
    }
  }

  byte[] encode() {
    return shared(suite, device, request, dateShown)
        .number(8, dayOffset)
        .number(9, purpose.number())
        .text(10, account)
        .toArray();
  }

  /// Tags 1 to 7, which the QR body begins with too.
  static Tlv shared(Suite suite, DeviceIdentity device, RequestCode request, LocalDate dateShown) {
    return new Tlv()
        .number(1, VERSION)
        .number(2, suite.number())
        .text(3, device.deviceId())
        .text(4, device.serial())
        .text(5, device.model())
        .text(6, request.nonce())
        .text(7, dateShown.format(DateTimeFormatter.BASIC_ISO_DATE));
  }
}
