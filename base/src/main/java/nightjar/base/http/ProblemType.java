package nightjar.base.http;

/// A kind of refusal (RFC 9457). The name is part of the API: never change one.
public record ProblemType(String name, int status, String title) {
  public String uri() {
    return "/api/problems/" + name;
  }
}
