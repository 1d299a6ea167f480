package nightjar.accounts.throttle;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/// The part of an address that one attacker is likely to have all of: a /24 of IPv4, a /56 of IPv6.
public final class Networks {
  private Networks() {}

  public static String of(InetAddress address) {
    byte[] bytes = address.getAddress();
    int kept = bytes.length == 4 ? 3 : 7;
    Arrays.fill(bytes, kept, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + '/' + kept * 8;
    } catch (UnknownHostException e) {
      throw new IllegalStateException("4 or 16 bytes are an address", e);
    }
  }
}
