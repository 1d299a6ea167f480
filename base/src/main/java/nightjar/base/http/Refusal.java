package nightjar.base.http;

import java.util.Map;

/// Ends a request with a [Problem]; thrown by handlers, never leaves the HTTP layer.
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public Refusal(Problem problem) {
    super(problem.kind().name() + ": " + problem.detail(), null, false, false);
    this.problem = problem;
  }

  public static Refusal of(ProblemType kind, String detail, String advice) {
    return new Refusal(Problem.of(kind, detail, advice));
  }

  /// One member of the request cannot be right.
  public static Refusal field(String name, String why) {
    return new Refusal(new Problem(Problems.INVALID, name + " " + why, "", Map.of(name, why), 0));
  }

  public static Refusal notFound(String what) {
    return of(Problems.NOT_FOUND, what + " does not exist, or not for you.", "");
  }

  public static Refusal later(ProblemType kind, String detail, int seconds) {
    return new Refusal(new Problem(kind, detail, "Try again a little later.", Map.of(), seconds));
  }

  public Problem problem() {
    return problem;
  }
}
