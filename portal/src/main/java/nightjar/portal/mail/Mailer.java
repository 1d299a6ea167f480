package nightjar.portal.mail;

/// Brings letters to where they go. Safe for any thread.
@FunctionalInterface
public interface Mailer extends AutoCloseable {
  /// Throws a [nightjar.base.Fault] of kind UNREACHABLE when it may work later, INVALID when this letter never will.
  void send(Letter letter);

  /// Ends what is under way, with a [nightjar.base.Fault] of kind UNREACHABLE.
  @Override
  default void close() {}
}
