package nightjar.recovery.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.identity.DeviceIdentity;
import org.junit.jupiter.api.Test;

/// The test vectors of RC/1, which an independent implementation agrees with.
class VectorsTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final DeviceIdentity DEVICE =
      new DeviceIdentity("N843A82", "DEV-7F3K-91QZ", "ND0219040012345");
  private static final RequestCode REQUEST = new RequestCode("QW3E7HJK2M5T9XB");

  @Test
  void acceptance01_suite1DeviceKeyAndRecoveryKey() {
    byte[] deviceKey = suite1DeviceKey();
    assertThat(HEX.formatHex(deviceKey))
        .isEqualTo("2074cc5572440f196e177cca45a855820a6e72a08e38c02681b64560c12a29b3");
    assertThat(HEX.formatHex(RecoveryKey.fromDeviceKey(deviceKey).bytes()))
        .isEqualTo("ae7489f62a9364c57d8a1a9cc1e179be99f3f3a540c71f9dca8ffe15cf12c808");
  }

  @Test
  void acceptance01_suite1TranscriptAndMac() {
    byte[] transcript = transcript(Suite.EPOCH, 0).encode();
    assertThat(HEX.formatHex(transcript))
        .isEqualTo(
            "010001010200010103000d4445562d3746334b2d3931515a04000f4e4430323139303430303132333435"
                + "0500074e38343341383206000f5157334537484a4b324d3554395842070008323032363033313408000100"
                + "090001010a000561646d696e");
    byte[] mac = Crypto.hmac(RecoveryKey.fromDeviceKey(suite1DeviceKey()).bytes(), transcript);
    assertThat(HEX.formatHex(mac))
        .isEqualTo("a576459014c27a94534c86e0452485ce4c7d5a81364093c59cd255a7a215714c");
  }

  @Test
  void acceptance01_suite1Codes() {
    RecoveryKey key = RecoveryKey.fromDeviceKey(suite1DeviceKey());
    assertThat(TemporaryPassword.derive(key, transcript(Suite.EPOCH, 0)).reveal())
        .isEqualTo("MNV4-B40M-R9X9-8MTZ");
    assertThat(TemporaryPassword.derive(key, transcript(Suite.EPOCH, 1)).reveal())
        .isEqualTo("WYE3-14K0-PCQF-8X5S");
  }

  /// Z, D and V are those of RFC 7748, 6.1.
  @Test
  void acceptance01_suite3KeyAndCode() {
    byte[] z = HEX.parseHex("4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742");
    Bytes alice = Bytes.fromHex("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a");
    Bytes bob = Bytes.fromHex("de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f");
    RecoveryKey key = RecoveryKey.fromAgreement(z, DEVICE.deviceId(), alice, bob);
    assertThat(HEX.formatHex(key.bytes()))
        .isEqualTo("577630d084d17a59ef8c46d5b8dcba5d00bee4ab4a51a21f8ac03d3916d539ce");
    assertThat(TemporaryPassword.derive(key, transcript(Suite.X25519, 0)).reveal())
        .isEqualTo("7N2Z-C2VV-JXCD-P1SS");
  }

  @Test
  void acceptance02_changingAnyOneFieldChangesTheCode() {
    RecoveryKey key = RecoveryKey.fromDeviceKey(suite1DeviceKey());
    LocalDate day = LocalDate.of(2026, 3, 14);
    var other = new RequestCode("QW3E7HJK2M5T9XA");
    List<Transcript> all =
        List.of(
            new Transcript(Suite.EPOCH, DEVICE, REQUEST, day, 0, Purpose.KEEP, "admin"),
            new Transcript(Suite.X25519, DEVICE, REQUEST, day, 0, Purpose.KEEP, "admin"),
            new Transcript(
                Suite.EPOCH, named("N843A83", DEVICE), REQUEST, day, 0, Purpose.KEEP, "admin"),
            new Transcript(
                Suite.EPOCH,
                new DeviceIdentity("N843A82", "DEV-7F3K-91QY", "ND0219040012345"),
                REQUEST,
                day,
                0,
                Purpose.KEEP,
                "admin"),
            new Transcript(
                Suite.EPOCH,
                new DeviceIdentity("N843A82", "DEV-7F3K-91QZ", "ND0219040012346"),
                REQUEST,
                day,
                0,
                Purpose.KEEP,
                "admin"),
            new Transcript(Suite.EPOCH, DEVICE, other, day, 0, Purpose.KEEP, "admin"),
            new Transcript(Suite.EPOCH, DEVICE, REQUEST, day.plusDays(1), 0, Purpose.KEEP, "admin"),
            new Transcript(Suite.EPOCH, DEVICE, REQUEST, day, 1, Purpose.KEEP, "admin"),
            new Transcript(Suite.EPOCH, DEVICE, REQUEST, day, 0, Purpose.QUARANTINE, "admin"),
            new Transcript(Suite.EPOCH, DEVICE, REQUEST, day, 0, Purpose.KEEP, "other"));
    assertThat(all)
        .extracting(transcript -> TemporaryPassword.derive(key, transcript).reveal())
        .doesNotHaveDuplicates();
  }

  private static DeviceIdentity named(String model, DeviceIdentity device) {
    return new DeviceIdentity(model, device.deviceId(), device.serial());
  }

  @Test
  void requestCodeShowsItsCheckSymbol() {
    assertThat(REQUEST.text()).isEqualTo("QW3E-7HJK-2M5T-9XB6");
  }

  private static byte[] suite1DeviceKey() {
    byte[] epoch = new byte[32];
    for (int i = 0; i < epoch.length; i++) {
      epoch[i] = (byte) i;
    }
    return RecoveryKey.deviceKey(epoch, DEVICE.deviceId());
  }

  private static Transcript transcript(Suite suite, int dayOffset) {
    return new Transcript(
        suite, DEVICE, REQUEST, LocalDate.of(2026, 3, 14), dayOffset, Purpose.KEEP, "admin");
  }
}
