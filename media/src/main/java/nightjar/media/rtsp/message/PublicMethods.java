package nightjar.media.rtsp.message;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The `Public` header (RFC 2326, 12.28): the methods a camera says it knows.
public record PublicMethods(Set<String> methods) {
  public PublicMethods {
    methods = Set.copyOf(methods);
  }

  /// Empty when the camera said nothing.
  public static PublicMethods of(Headers answer) {
    Set<String> methods = new TreeSet<>();
    for (String line : answer.all("Public")) {
      for (String method : line.split("[,\\s]+", -1)) {
        if (!method.isEmpty()) {
          methods.add(method.toUpperCase(Locale.ROOT));
        }
      }
    }
    return new PublicMethods(methods);
  }

  public boolean has(String method) {
    return methods.contains(method);
  }
}
