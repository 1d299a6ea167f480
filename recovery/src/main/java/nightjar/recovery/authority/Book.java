package nightjar.recovery.authority;

import java.util.List;

/// What the authority says it did: which codes it gave out, and how often its key was used for which recorder. Neither holds a code.
public record Book(List<Issue> issues, List<KeyUse> keyUses) {
  /// Lines of the socket hold this many of each.
  static final int PAGE = 40;

  /// The codes of one request: the first, and the same one shown again.
  ///
  /// @param micros of the last one
  public record Issue(String requestId, String deviceId, String nonce, int codes, long micros) {
    Issue again(long when) {
      return new Issue(requestId, deviceId, nonce, codes + 1, when);
    }
  }

  /// How often the key made a secret with this recorder's.
  public record KeyUse(String deviceId, int times) {}

  public Book {
    issues = List.copyOf(issues);
    keyUses = List.copyOf(keyUses);
  }

  /// One line of it, and whether there are more.
  record Page(List<Issue> issues, List<KeyUse> keyUses, boolean more) {}

  Page page(int number) {
    int from = Math.clamp(number, 0, Integer.MAX_VALUE / PAGE - 1) * PAGE;
    return new Page(
        part(issues, from),
        part(keyUses, from),
        Math.max(issues.size(), keyUses.size()) > from + PAGE);
  }

  private static <T> List<T> part(List<T> all, int from) {
    return all.subList(Math.min(from, all.size()), Math.min(from + PAGE, all.size()));
  }
}
