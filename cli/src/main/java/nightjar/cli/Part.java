package nightjar.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import nightjar.base.Fault;
import org.jspecify.annotations.Nullable;

/// Something beside recording that may fail to start: absent until it does. Owned by its [WebApp].
final class Part<T extends AutoCloseable> {
  private final PartEvent failed;
  private final Environment environment;
  private final Duration again;
  private @Nullable T running;
  private String said = "";

  Part(PartEvent failed, Environment environment, Duration again) {
    this.failed = failed;
    this.environment = environment;
    this.again = again;
  }

  /// The running one, or a try to start it. A bug in a part is no reason to stop recording either.
  Optional<T> start(Supplier<T> start) {
    if (running == null) {
      try {
        running = start.get();
        if (!said.isEmpty()) {
          environment.log().log(PartEvent.PART_AVAILABLE, name(), "runs now");
        }
      } catch (Fault fault) {
        tell(fault.getMessage() + ". " + fault.advice());
      } catch (RuntimeException bug) {
        tell("a bug in Nightjar: " + bug);
      }
    }
    return Optional.ofNullable(running);
  }

  private void tell(String why) {
    if (!why.equals(said)) {
      said = why;
      environment.log().log(failed, name(), why + " Recording goes on.");
      Terminal terminal = environment.terminal();
      terminal.error(terminal.say("part." + failed.name(), why, again.toSeconds()));
    }
  }

  private String name() {
    return switch (failed) {
      case SETTINGS_UNAVAILABLE -> "settings";
      case ACCOUNTS_UNAVAILABLE -> "accounts";
      case WAY_BACK_UNAVAILABLE -> "way back";
      case PART_AVAILABLE -> throw new IllegalStateException("no failure");
    };
  }

  /// What does not end well has no part in what was recorded.
  void close() {
    T ending = running;
    if (ending == null) {
      return;
    }
    running = null;
    try {
      ending.close();
    } catch (Exception e) {
      environment.log().log(failed, name(), "did not end well: " + e.getMessage());
    }
  }
}
