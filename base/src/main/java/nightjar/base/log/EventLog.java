package nightjar.base.log;

/// Where events go. Implementations are safe for any thread and never throw.
@FunctionalInterface
public interface EventLog {
  /// `subject` is what it happened to (a camera, a disk); `detail` is one line for a person.
  void log(Event event, String subject, String detail);
}
