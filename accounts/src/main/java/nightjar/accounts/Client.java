package nightjar.accounts;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// Where a request comes from: the socket's peer, never a header unless a configured proxy wrote it.
///
/// @param address null for the console, which is no network
/// @param device what the browser says it is, for the list of sessions
/// @param deviceCookie the remembered-device cookie it brought, or empty
public record Client(@Nullable InetAddress address, String device, String deviceCookie) {
  private static final int LONGEST_DEVICE = 120;

  public Client {
    device = device.substring(0, Math.min(device.length(), LONGEST_DEVICE));
  }

  public static Client of(InetAddress address, String device) {
    return new Client(address, device, "");
  }

  /// The person standing at the recorder, reached by a Unix socket; who makes one must know that it is so.
  public static Client console() {
    return new Client(null, "console", "");
  }

  /// For the audit log and the list of sessions.
  public String where() {
    return address == null ? "console" : address.getHostAddress();
  }
}
