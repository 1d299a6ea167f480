package nightjar.base.http;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers requests below one path from a table of routes: who asks, whether they may, what they say, what is done.
/// Safe for any thread because routes never change and places are.
public final class Api<C> implements Site {
  private final String base;
  private final Router<C> router;
  private final Gate<C> gate;
  private final HttpLimits limits;
  private final ApiJson json = new ApiJson();
  private final Places places = new Places();
  private final Map<String, ProblemType> problems = new HashMap<>();
  private final byte[] document;

  /// What a problem means, at its own address.
  private record Meaning(String type, int status, String title) {}

  /// `own` are the program's problems beside those everybody has.
  public Api(
      String base, Router<C> router, Gate<C> gate, List<ProblemType> own, HttpLimits limits) {
    this.base = base;
    this.router = router;
    this.gate = gate;
    this.limits = limits;
    Problems.ALL.forEach(each -> problems.put(each.name(), each));
    own.forEach(each -> problems.put(each.name(), each));
    document = json.bytes(new OpenApi(base, router.routes()).document());
  }

  @Override
  public boolean serve(Exchange exchange) throws IOException {
    String path = exchange.path();
    if (path.equals("/api/openapi.json")) {
      exchange.set("Content-Type", "application/json").bytes(java.nio.ByteBuffer.wrap(document));
      return true;
    }
    ProblemType problem = problems.get(path.replaceFirst("^/api/problems/", ""));
    if (problem != null && path.equals(problem.uri())) {
      exchange.json(200, new Meaning(problem.uri(), problem.status(), problem.title()));
      return true;
    }
    if (!path.startsWith(base + "/")) {
      return false;
    }
    exchange.set("Cache-Control", "no-store");
    route(exchange, Router.parts(path.substring(base.length())));
    return true;
  }

  private void route(Exchange exchange, List<String> path) throws IOException {
    Method method = method(exchange);
    Router.Match<C> match = method == null ? null : router.find(method, path);
    if (match == null) {
      throw unknown(exchange, path);
    }
    boolean socket = exchange.header("Upgrade").isPresent();
    if (!match.route().method().isSafe() || socket) {
      SiteCheck.sameSite(exchange);
    }
    handle(exchange, match.route(), match.variables());
  }

  private <P, B, A> void handle(
      Exchange exchange, Route<C, P, B, A> route, Map<String, String> pathVariables)
      throws IOException {
    C caller = gate.caller(exchange);
    Map<String, String> variables = exchange.query();
    for (String name : route.pathVariables()) {
      if (variables.containsKey(name)) {
        throw Refusal.of(Problems.BAD_REQUEST, name + " is in the path already.", "");
      }
    }
    variables.putAll(pathVariables);
    admit(exchange, caller, route, variables);
    P params = json.bind(variables, route.params());
    Optional<String> known = exchange.actor();
    // A stranger's body is small, and may come drop by drop: no place is taken before it is there.
    Optional<B> read = known.isEmpty() ? Optional.of(body(exchange, route)) : Optional.empty();
    try (var _ = places.take(route.work(), known.orElseGet(exchange::remoteAddress))) {
      B body = read.isPresent() ? read.get() : body(exchange, route);
      switch (route.handler().handle(new Call<>(caller, params, body, exchange))) {
        case Served served -> served.serve(exchange);
        case Nothing() -> exchange.empty(204);
        case Object answer -> exchange.json(route.status(), answer);
      }
    }
  }

  private void admit(
      Exchange exchange, C caller, Route<C, ?, ?, ?> route, Map<String, String> variables) {
    try {
      gate.admit(caller, route.right(), variables);
    } catch (Refusal refusal) {
      exchange.barred();
      throw refusal;
    }
  }

  private <B> B body(Exchange exchange, Route<C, ?, B, ?> route) throws IOException {
    if (route.body() == Nothing.class) {
      return route.body().cast(Nothing.NOTHING);
    }
    String type = exchange.header("Content-Type").orElse("");
    if (!type.matches("(?i)application/json\\s*(;\\s*charset=\"?utf-8\"?\\s*)?")) {
      throw Refusal.of(
          Problems.WRONG_MEDIA_TYPE,
          "The body is not application/json.",
          "Send JSON in UTF-8 with that Content-Type.");
    }
    int max = exchange.actor().isPresent() ? limits.bodyBytes() : limits.strangerBodyBytes();
    return json.read(exchange.body(max), route.body());
  }

  private Refusal unknown(Exchange exchange, List<String> path) {
    Set<Method> allowed = router.allowed(path);
    if (allowed.isEmpty()) {
      return Refusal.notFound("This address");
    }
    String names = String.join(", ", allowed.stream().map(Method::name).sorted().toList());
    exchange.set("Allow", names);
    return Refusal.of(Problems.WRONG_METHOD, "Possible here: " + names + ".", "");
  }

  private static @Nullable Method method(Exchange exchange) {
    return switch (exchange.method()) {
      case "GET", "HEAD" -> Method.GET;
      case "POST" -> Method.POST;
      case "PUT" -> Method.PUT;
      case "DELETE" -> Method.DELETE;
      default -> null;
    };
  }
}
