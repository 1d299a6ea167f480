package nightjar.portal.mail;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;

/// Where push messages may go. The address comes from a browser, so from anybody: a portal that sent wherever it is told would knock at every door of its
/// own network. Only the makers of browsers run push services, and these are theirs. Immutable.
///
/// @param loopback whether this machine's own ports are allowed, for tests
public record PushServices(boolean loopback) {
  private static final int LONGEST = 1_000;

  /// Chrome and what is built on it; Chromium as Linux distributions build it; Firefox; Safari; Edge.
  private static final List<String> HOSTS =
      List.of(
          "fcm.googleapis.com",
          "jmt17.google.com",
          "push.services.mozilla.com",
          "push.apple.com",
          "notify.windows.com");

  public boolean allows(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
      if (endpoint.length() > LONGEST
          || uri.getRawUserInfo() != null
          || uri.getFragment() != null) {
        return false;
      }
      if (loopback && "http".equals(uri.getScheme()) && host.equals("127.0.0.1")) {
        return true;
      }
      return "https".equals(uri.getScheme())
          && (uri.getPort() == -1 || uri.getPort() == 443)
          && HOSTS.stream().anyMatch(known -> host.equals(known) || host.endsWith("." + known));
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
