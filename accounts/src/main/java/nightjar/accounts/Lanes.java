package nightjar.accounts;

import java.time.Duration;
import java.util.List;
import nightjar.accounts.throttle.Lane;
import nightjar.accounts.throttle.Networks;

/// Which failures count together. The numbers are explained in docs/design/accounts.md.
final class Lanes {
  private static final Duration QUARTER = Duration.ofMinutes(15);
  private static final Duration HOUR = Duration.ofHours(1);

  private Lanes() {}

  /// `key` is who is tried, known or not.
  static List<Lane> password(String key, Devices.Standing standing, Client client) {
    if (client.address() == null) {
      return List.of(new Lane("console " + key, 5, Duration.ofMinutes(1)));
    }
    String network = Networks.of(client.address());
    Lane pair = new Lane("pair " + network + ' ' + key, 5, QUARTER);
    return switch (standing) {
      case REMEMBERED_DEVICE ->
          List.of(new Lane("device " + Devices.hash(client) + ' ' + key, 5, QUARTER));
      case KNOWN_NETWORK -> List.of(pair);
      case STRANGER ->
          List.of(
              pair,
              new Lane("network " + network, 50, QUARTER),
              new Lane("strangers " + key, 20, HOUR));
    };
  }

  /// For who is signed in already and proves it again.
  static List<Lane> again(String personId, Client client) {
    return List.of(new Lane("again " + where(client) + ' ' + personId, 5, QUARTER));
  }

  /// For the second factor, once the password was right.
  static List<Lane> code(String personId, Devices.Standing standing, Client client) {
    Lane pair = new Lane("code " + where(client) + ' ' + personId, 5, QUARTER);
    return switch (standing) {
      case REMEMBERED_DEVICE, KNOWN_NETWORK -> List.of(pair);
      case STRANGER -> List.of(pair, new Lane("codes " + personId, 10, HOUR));
    };
  }

  private static String where(Client client) {
    return client.address() == null ? "console" : Networks.of(client.address());
  }
}
