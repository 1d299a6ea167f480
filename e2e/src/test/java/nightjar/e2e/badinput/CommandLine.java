package nightjar.e2e.badinput;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import nightjar.base.tasks.Stop;
import nightjar.base.time.SystemClock;
import nightjar.cli.Commands;
import nightjar.cli.Environment;
import nightjar.cli.Terminal;

/// Runs a command as the launcher does, in this process, and keeps what a person would read.
public final class CommandLine {
  /// What a command left behind.
  ///
  /// @param code exit code
  /// @param out standard output
  /// @param errors standard error
  /// @param log events
  public record Outcome(int code, String out, String errors, List<String> log, Duration took) {
    /// The command failed for a reason that its first line names, and its second line says what to do.
    public Outcome assertFailed(int expected, String because) {
      List<String> lines = errors.lines().toList();
      assertThat(lines).as("message and advice in: " + this).hasSizeGreaterThanOrEqualTo(2);
      assertThat(lines.getFirst()).startsWith("nightjar: ").contains(because);
      assertThat(lines.get(1)).matches("  [A-Z].{10,}[.]");
      assertThat(errors).doesNotContain("Exception", "\tat ", "null");
      assertThat(code).as(errors).isEqualTo(expected);
      return this;
    }
  }

  private CommandLine() {}

  public static Outcome run(String... arguments) {
    return run(new Stop(), arguments);
  }

  static Outcome run(Stop stop, String... arguments) {
    return run(stop, Locale.ENGLISH, arguments);
  }

  static Outcome run(Stop stop, Locale locale, String... arguments) {
    var out = new ByteArrayOutputStream();
    var errors = new ByteArrayOutputStream();
    var clock = new SystemClock();
    Queue<String> log = new ConcurrentLinkedQueue<>();
    var terminal = new Terminal(print(out), print(errors), false, locale);
    var environment =
        new Environment(
            clock,
            stop,
            (event, subject, detail) -> log.add(event.name() + " " + subject + ": " + detail),
            terminal);
    long start = clock.nanos();
    int code = Commands.run(environment, arguments);
    return new Outcome(
        code,
        out.toString(StandardCharsets.UTF_8),
        errors.toString(StandardCharsets.UTF_8),
        List.copyOf(log),
        Duration.ofNanos(clock.nanos() - start));
  }

  private static PrintStream print(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
