package nightjar.base;

import org.jspecify.annotations.Nullable;

/// The one exception that crosses module edges: what went wrong, and what the person can do about it.
///
/// Retry, HTTP status, exit code and log level follow from [Kind] in one `switch` each, never from the text.
public final class Fault extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /// A closed set, ordered roughly from "the other side" to "ourselves".
  public enum Kind {
    /// No route, no answer, connection lost, time-out.
    UNREACHABLE,
    /// The peer answered and said no for now (busy, out of session slots).
    REFUSED,
    /// Wrong or missing credentials. Never retried until they change: cameras lock accounts.
    UNAUTHENTICATED,
    /// The peer broke its protocol.
    PROTOCOL,
    /// Understood, but not something Nightjar does.
    UNSUPPORTED,
    /// The person's input cannot be right.
    INVALID,
    /// What was asked for does not exist.
    NOT_FOUND,
    /// It exists, and may not be seen for the moment.
    WITHHELD,
    /// Somebody else holds it (a second process on one store).
    BUSY,
    /// No room left: disk, memory, slots.
    EXHAUSTED,
    /// The disk failed to do what it said it would.
    DISK,
    /// Stored bytes are not what was written.
    CORRUPT
  }

  private final Kind kind;
  private final String advice;

  private Fault(Kind kind, String message, String advice, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.advice = advice;
  }

  /// `message` says what happened and where; `advice` says what to do, as a sentence, or is empty.
  public static Fault of(Kind kind, String message, String advice) {
    return new Fault(kind, message, advice, null);
  }

  public static Fault of(Kind kind, String message, String advice, Throwable cause) {
    return new Fault(kind, message, advice, cause);
  }

  public Kind kind() {
    return kind;
  }

  public String advice() {
    return advice;
  }
}
