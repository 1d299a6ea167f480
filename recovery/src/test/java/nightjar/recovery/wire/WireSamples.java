package nightjar.recovery.wire;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.LocalDate;
import java.util.Random;
import nightjar.recovery.identity.DeviceIdentity;

/// Bodies and keys for tests.
final class WireSamples {
  private WireSamples() {}

  static QrBody body(Random random) {
    return new QrBody(
        Suite.of(1 + random.nextInt(3)).orElseThrow(),
        new DeviceIdentity(
            "N843A82",
            "DEV-" + Crockford.random(random, 13),
            "ND02" + (1_000_0000_0000L + random.nextInt())),
        RequestCode.fresh(random),
        LocalDate.of(2020 + random.nextInt(30), 1 + random.nextInt(12), 1 + random.nextInt(28)),
        Purpose.of(1 + random.nextInt(4)).orElseThrow(),
        "0.1." + random.nextInt(100),
        random.nextInt(0x1_0000),
        random.nextInt(0x1_0000));
  }

  static KeyPair keys(String algorithm) {
    try {
      return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
