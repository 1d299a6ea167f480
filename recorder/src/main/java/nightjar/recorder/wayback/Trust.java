package nightjar.recorder.wayback;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.files.PrivateFile;
import nightjar.base.json.Json;
import nightjar.recovery.crypto.RawKeys;
import nightjar.recovery.device.VendorKey;

/// Which maker may let people back in: the file that `nightjar authority init` writes, put into `device/authority.json`.
record Trust(String portal, List<VendorKey> keys) {
  private record Stored(int version, String portal, List<Key> keys) {}

  /// The public key in hexadecimal.
  private record Key(int kid, String publicKey) {}

  /// Nobody, when there is no such file.
  static Trust read(Path file) {
    return new PrivateFile(file)
        .read()
        .map(content -> {
          String text = new String(content.toArray(), StandardCharsets.UTF_8);
          Stored stored = new Json().read(text, Stored.class, file.toString());
          return new Trust(stored.portal, stored.keys.stream().map(Trust::key).toList());
        })
        .orElse(new Trust("", List.of()));
  }

  /// A point off the curve is refused here, not when somebody has lost a password.
  private static VendorKey key(Key stored) {
    Bytes raw = Bytes.fromHex(stored.publicKey);
    RawKeys.P256.key(raw);
    return new VendorKey(stored.kid, raw);
  }
}
