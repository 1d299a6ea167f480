package nightjar.portal.request;

import java.util.Optional;
import nightjar.portal.request.Devices.Device;
import nightjar.recovery.authority.Tier;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrBody;

/// How many people must look, how long the owner can object, and what the code will spare (RC/1, 4.7).
record TierRule(Tier tier, Purpose purpose) {
  static TierRule of(RecoveryRequest request, Optional<Device> device, Optional<QrBody> signed) {
    String owner = device.map(Device::owner).orElse(null);
    if (owner != null && owner.equals(request.customer())) {
      boolean unlock = signed.filter(body -> body.asked() == Purpose.UNLOCK).isPresent();
      return switch (request.proof()) {
        case PASSKEY -> new TierRule(Tier.OWNER, unlock ? Purpose.UNLOCK : Purpose.KEEP);
        case WEAK -> new TierRule(Tier.OWNER_WEAK, Purpose.QUARANTINE);
      };
    }
    return owner == null && signed.isPresent()
        ? new TierRule(Tier.UNCLAIMED, Purpose.QUARANTINE)
        : new TierRule(Tier.UNPROVEN, Purpose.ERASE);
  }

  /// The code is for one day: that on which it will be shown.
  int dayOffset() {
    return (int) tier.coolDown().toDays();
  }
}
