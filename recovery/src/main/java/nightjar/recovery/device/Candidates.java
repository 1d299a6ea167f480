package nightjar.recovery.device;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.identity.DeviceKey;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.RecoveryKey;
import nightjar.recovery.wire.RequestCode;
import nightjar.recovery.wire.Suite;
import nightjar.recovery.wire.TemporaryPassword;
import nightjar.recovery.wire.Transcript;

/// Every temporary password that would be right for one challenge: all days, purposes and vendor keys.
record Candidates(DeviceIdentity identity, DeviceKey key, List<VendorKey> vendors) {
  record Match(LocalDate day, Purpose purpose) {}

  Suite suite() {
    return key.curve() == RawKeys.P256 ? Suite.P256 : Suite.X25519;
  }

  /// What `typed` is right for. All candidates are compared, whichever is right.
  Optional<Match> find(RequestCode request, LocalDate dateShown, TemporaryPassword typed) {
    List<Match> matches = new ArrayList<>();
    for (VendorKey vendor : vendors) {
      byte[] secret = key.agree(vendor.publicKey());
      try (RecoveryKey derived =
          RecoveryKey.fromAgreement(
              secret, identity.deviceId(), key.agreementPublic(), vendor.publicKey())) {
        for (int k = 0; k <= Transcript.LAST_DAY_OFFSET; k++) {
          for (Purpose purpose : Purpose.values()) {
            var transcript =
                new Transcript(
                    suite(), identity, request, dateShown, k, purpose, Transcript.ADMINISTRATORS);
            if (TemporaryPassword.derive(derived, transcript).matches(typed)) {
              matches.add(new Match(dateShown.plusDays(k), purpose));
            }
          }
        }
      }
    }
    return matches.stream().findFirst();
  }
}
