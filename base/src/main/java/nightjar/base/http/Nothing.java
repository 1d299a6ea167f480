package nightjar.base.http;

/// No parameters, no body, or no answer.
public record Nothing() {
  public static final Nothing NOTHING = new Nothing();
}
