package nightjar.base.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The OpenAPI 3.1 document of a table of routes, made from the handlers' types. Owned by whoever makes it.
final class OpenApi {
  private final String base;
  private final List<? extends Route<?, ?, ?, ?>> routes;
  private final Schemas schemas = new Schemas();

  OpenApi(String base, List<? extends Route<?, ?, ?, ?>> routes) {
    this.base = base;
    this.routes = routes;
  }

  Map<String, Object> document() {
    Map<String, Map<String, Object>> paths = new LinkedHashMap<>();
    for (Route<?, ?, ?, ?> route : routes) {
      paths
          .computeIfAbsent(base + route.path(), _ -> new LinkedHashMap<>())
          .put(route.method().name().toLowerCase(Locale.ROOT), operation(route));
    }
    schemas.of(Problem.Document.class);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("openapi", "3.1.0");
    document.put(
        "info",
        Map.of("title", "Nightjar", "version", "1", "license", Map.of("name", "Apache-2.0")));
    document.put("paths", paths);
    document.put(
        "components",
        Map.of(
            "schemas",
            schemas.all(),
            "securitySchemes",
            Map.of(
                "session", Map.of("type", "apiKey", "in", "cookie", "name", "__Host-nightjar"),
                "token", Map.of("type", "http", "scheme", "bearer"))));
    document.put("security", List.of(Map.of("session", List.of()), Map.of("token", List.of())));
    return document;
  }

  private Map<String, Object> operation(Route<?, ?, ?, ?> route) {
    Map<String, Object> operation = new LinkedHashMap<>();
    operation.put("summary", route.summary());
    operation.put("x-right", route.right().name().toLowerCase(Locale.ROOT));
    List<Object> parameters = parameters(route);
    if (!parameters.isEmpty()) {
      operation.put("parameters", parameters);
    }
    if (route.body() != Nothing.class) {
      operation.put(
          "requestBody", Map.of("required", true, "content", json(schemas.of(route.body()))));
    }
    operation.put(
        "responses",
        Map.of(
            Integer.toString(route.status()),
            answer(route),
            "default",
            Map.of(
                "description",
                "A problem (RFC 9457)",
                "content",
                Map.of(
                    "application/problem+json",
                    Map.of("schema", schemas.of(Problem.Document.class))))));
    return operation;
  }

  private List<Object> parameters(Route<?, ?, ?, ?> route) {
    List<String> inPath = route.pathVariables();
    List<Object> parameters = new ArrayList<>();
    for (Schemas.Member member : Schemas.members(route.params())) {
      Map<String, Object> parameter = new LinkedHashMap<>();
      boolean path = inPath.contains(member.name());
      parameter.put("name", member.name());
      parameter.put("in", path ? "path" : "query");
      parameter.put("required", path || member.required());
      parameter.put("schema", schemas.of(member.type()));
      if (member.isList()) {
        parameter.put("style", "form");
        parameter.put("explode", false);
      }
      parameters.add(parameter);
    }
    return parameters;
  }

  private Map<String, Object> answer(Route<?, ?, ?, ?> route) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("description", route.summary());
    if (route.answer() == Served.class) {
      Map<String, Object> content = new LinkedHashMap<>();
      route.types().forEach(type -> content.put(type, Map.of()));
      answer.put("content", content);
    } else if (route.answer() != Nothing.class) {
      answer.put(
          "content",
          json(route.list() ? schemas.listing(route.answer()) : schemas.of(route.answer())));
    }
    return answer;
  }

  private static Map<String, Object> json(Map<String, Object> schema) {
    return Map.of("application/json", Map.of("schema", schema));
  }
}
