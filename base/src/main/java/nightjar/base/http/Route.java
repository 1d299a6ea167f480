package nightjar.base.http;

import java.util.List;

/// One row of the API: what it takes, what it gives, who may, and who does it. Immutable.
///
/// @param path from the base, variables in braces: `/cameras/{camera}`
/// @param params record of path and query variables
/// @param body record of the JSON body, or [Nothing]
/// @param answer record of the JSON answer, the elements of a [Listing], [Nothing], or [Served]
/// @param list whether the answer is a [Listing]
/// @param types media types of a [Served] answer
public record Route<C, P, B, A>(
    Method method,
    String path,
    Right right,
    Work work,
    String summary,
    Class<P> params,
    Class<B> body,
    Class<A> answer,
    boolean list,
    int status,
    List<String> types,
    Handler<C, P, B> handler) {
  /// Does the work. Returns a record, a [Listing], [Nothing#NOTHING] or a [Served], as the route says.
  @FunctionalInterface
  public interface Handler<C, P, B> {
    Object handle(Call<C, P, B> call);
  }

  public Route {
    types = List.copyOf(types);
  }

  /// The names in braces.
  List<String> pathVariables() {
    return List.of(path.split("/")).stream()
        .filter(part -> part.startsWith("{"))
        .map(part -> part.substring(1, part.length() - 1))
        .toList();
  }
}
