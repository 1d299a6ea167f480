package nightjar.base.http;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds the route of a request: a tree of path parts, where a plain part goes before a variable. Immutable.
public final class Router<C> {
  /// A route and the values of its path's variables.
  record Match<C>(Route<C, ?, ?, ?> route, Map<String, String> variables) {}

  /// One part of a path. Filled while the router is made, then only read.
  private static final class Node<C> {
    final Map<String, Node<C>> plain = new HashMap<>();
    @Nullable Node<C> variable;
    final Map<Method, Route<C, ?, ?, ?>> routes = new HashMap<>();
  }

  private final Node<C> root = new Node<>();
  private final List<Route<C, ?, ?, ?>> routes;

  public Router(List<Route<C, ?, ?, ?>> routes) {
    this.routes = List.copyOf(routes);
    for (Route<C, ?, ?, ?> route : this.routes) {
      Node<C> node = root;
      for (String part : parts(route.path())) {
        node = part.startsWith("{") ? variable(node) : plain(node, part);
      }
      if (node.routes.put(route.method(), route) != null) {
        throw new IllegalArgumentException("two routes " + route.method() + " " + route.path());
      }
    }
  }

  public List<Route<C, ?, ?, ?>> routes() {
    return routes;
  }

  /// The route of `path`, its parts decoded already, or null.
  @Nullable Match<C> find(Method method, List<String> path) {
    List<String> values = new ArrayList<>();
    Node<C> node = walk(root, path, 0, values);
    Route<C, ?, ?, ?> route = node == null ? null : node.routes.get(method);
    if (route == null) {
      return null;
    }
    Map<String, String> variables = new HashMap<>();
    List<String> names = route.pathVariables();
    for (int i = 0; i < names.size(); i++) {
      variables.put(names.get(i), values.get(i));
    }
    return new Match<>(route, variables);
  }

  /// What else can be done with a path that exists.
  Set<Method> allowed(List<String> path) {
    Node<C> node = walk(root, path, 0, new ArrayList<>());
    return node == null || node.routes.isEmpty()
        ? EnumSet.noneOf(Method.class)
        : EnumSet.copyOf(node.routes.keySet());
  }

  private static <C> @Nullable Node<C> walk(
      Node<C> node, List<String> path, int at, List<String> values) {
    if (at == path.size()) {
      return node.routes.isEmpty() ? null : node;
    }
    Node<C> plain = node.plain.get(path.get(at));
    Node<C> found = plain == null ? null : walk(plain, path, at + 1, values);
    if (found != null || node.variable == null || path.get(at).isEmpty()) {
      return found;
    }
    values.add(path.get(at));
    found = walk(node.variable, path, at + 1, values);
    if (found == null) {
      values.removeLast();
    }
    return found;
  }

  static List<String> parts(String path) {
    return path.equals("/") ? List.of() : List.of(path.substring(1).split("/", -1));
  }

  private static <C> Node<C> variable(Node<C> node) {
    Node<C> next = node.variable;
    if (next == null) {
      next = new Node<>();
      node.variable = next;
    }
    return next;
  }

  private static <C> Node<C> plain(Node<C> node, String part) {
    return node.plain.computeIfAbsent(part, _ -> new Node<>());
  }
}
