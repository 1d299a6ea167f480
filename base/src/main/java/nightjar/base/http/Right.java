package nightjar.base.http;

/// What one must be allowed to do to call a route; each program has one enum of these.
public interface Right {
  String name();
}
