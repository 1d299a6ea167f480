package nightjar.recorder.wayback;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Random;
import nightjar.base.Bytes;
import nightjar.recovery.console.Answer;
import nightjar.recovery.crypto.Crypto;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.identity.DeviceFolder;
import nightjar.recovery.wire.Purpose;
import nightjar.recovery.wire.QrBody;
import nightjar.recovery.wire.QrPayload;
import nightjar.recovery.wire.RecoveryKey;
import nightjar.recovery.wire.TemporaryPassword;
import nightjar.recovery.wire.Transcript;

/// A maker whom a recorder trusts, and who gives out codes without asking anybody.
public final class TestMaker {
  private final KeyPair keys = Crypto.pair(RawKeys.P256);

  /// Before the recorder's way back starts: `folder` is the recorder's own.
  public void trustedBy(Path folder) throws IOException {
    Path device = Files.createDirectories(folder.resolve("device"));
    String key = HexFormat.of().formatHex(RawKeys.P256.raw(keys.getPublic()).toArray());
    Files.writeString(
        device.resolve("authority.json"),
        "{\"version\":1,\"portal\":\"P\",\"keys\":[{\"kid\":1,\"publicKey\":\"" + key + "\"}]}");
  }

  /// What the Info screen's code says.
  public static QrBody link(Answer info) {
    String link = requireNonNull(requireNonNull(info.info()).recovery()).link();
    return QrPayload.read(link).orElseThrow().body();
  }

  public String code(Path folder, QrBody body, Purpose purpose) {
    DeviceFolder device =
        DeviceFolder.open(folder, DeviceFolder.Given.NOTHING, LocalDate.EPOCH, new Random(3));
    Bytes own = device.key().agreementPublic();
    byte[] z = Crypto.agree(RawKeys.P256, keys.getPrivate(), own);
    try (RecoveryKey key =
        RecoveryKey.fromAgreement(
            z, body.device().deviceId(), own, RawKeys.P256.raw(keys.getPublic()))) {
      return TemporaryPassword.derive(
              key,
              new Transcript(
                  body.suite(),
                  body.device(),
                  body.request(),
                  body.dateShown(),
                  0,
                  purpose,
                  Transcript.ADMINISTRATORS))
          .reveal();
    }
  }
}
