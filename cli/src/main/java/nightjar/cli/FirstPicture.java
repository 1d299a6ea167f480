package nightjar.cli;

import nightjar.base.Fault;
import nightjar.cameras.session.SessionStatus;
import nightjar.cameras.session.Trouble;
import org.jspecify.annotations.Nullable;

/// Whether a camera that never gave a picture ever will. Owned by the command's thread.
///
/// A camera that refuses is given up at once. One that was set up and then sends nothing gets a second try: the session comes
/// back by UDP, and what it may have sent before it dropped out becomes durable meanwhile.
final class FirstPicture {
  private static final int TRIES = 2;

  private @Nullable Trouble trouble;
  private boolean connected;
  private boolean refused;
  private int failures;
  private long waitsUntil = Long.MIN_VALUE;

  void look(SessionStatus status) {
    switch (status) {
      case SessionStatus.Waiting(Trouble why, long nextTryMicros) -> {
        if (nextTryMicros != waitsUntil) {
          waitsUntil = nextTryMicros;
          failures++;
        }
        trouble = why;
        refused = !connected || why.kind() != Fault.Kind.UNREACHABLE;
      }
      case SessionStatus.Latched(Trouble why) -> {
        trouble = why;
        refused = true;
      }
      case SessionStatus.Playing _ -> connected = true;
      case SessionStatus.Connecting _, SessionStatus.Stopped _ -> {}
    }
  }

  boolean hopeless() {
    return refused || failures >= TRIES;
  }

  /// Why there is nothing.
  Fault missing() {
    Trouble why = trouble;
    return why == null
        ? Fault.of(
            Fault.Kind.NOT_FOUND,
            "no picture that a recording can begin with came in this time",
            "Record for longer: most cameras send a key frame every 1 to 10 seconds.")
        : Fault.of(why.kind(), why.message(), why.advice());
  }
}
