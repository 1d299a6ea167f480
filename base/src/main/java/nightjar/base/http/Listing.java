package nightjar.base.http;

import java.util.List;
import java.util.Optional;

/// One page of a list.
///
/// @param next what to ask for with `after` to get the page behind this one; absent on the last
public record Listing<T>(List<T> items, Optional<String> next) {
  public Listing {
    items = List.copyOf(items);
  }

  /// A list that fits in one page.
  public static <T> Listing<T> whole(List<T> items) {
    return new Listing<>(items, Optional.empty());
  }

  /// The first `limit` of `items`, of which the caller fetched one more than it shows; `key` names the last one shown.
  public static <T> Listing<T> page(
      List<T> items, int limit, java.util.function.Function<T, String> key) {
    if (items.size() <= limit) {
      return whole(items);
    }
    List<T> shown = items.subList(0, limit);
    return new Listing<>(shown, Optional.of(key.apply(shown.getLast())));
  }
}
