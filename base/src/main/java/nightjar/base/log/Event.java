package nightjar.base.log;

/// Something worth telling the operator. Each module that speaks has one enum of these; the name of each constant that warns
/// is a heading of docs/guide/log-events.md, which says what it means and where to look first.
public interface Event {
  enum Level {
    INFO,
    WARN,
    ERROR
  }

  String name();

  Level level();
}
