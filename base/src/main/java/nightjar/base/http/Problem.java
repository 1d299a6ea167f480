package nightjar.base.http;

import java.util.Map;

/// A refusal in words (RFC 9457).
///
/// @param fields members of the request that are wrong, and why
/// @param retryAfterSeconds when to try again; 0 for no hint
public record Problem(
    ProblemType kind,
    String detail,
    String advice,
    Map<String, String> fields,
    int retryAfterSeconds) {
  /// What goes over the wire.
  record Document(
      String type,
      String title,
      int status,
      String detail,
      String advice,
      Map<String, String> fields) {}

  public Problem {
    fields = Map.copyOf(fields);
  }

  public static Problem of(ProblemType kind, String detail, String advice) {
    return new Problem(kind, detail, advice, Map.of(), 0);
  }

  Document document() {
    return new Document(kind.uri(), kind.title(), kind.status(), detail, advice, fields);
  }
}
