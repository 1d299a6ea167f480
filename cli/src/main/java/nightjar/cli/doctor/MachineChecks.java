package nightjar.cli.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nightjar.base.time.Clock;

/// Memory and the clock of this machine. Owned by [Doctor].
record MachineChecks(Clock clock) {
  private static final Path MEMORY = Path.of("/proc/meminfo");
  private static final Pattern AVAILABLE = Pattern.compile("MemAvailable:\\s+(\\d+) kB");
  private static final long ENOUGH_MEGABYTES = 300;

  /// This was written then: no right clock shows an earlier day.
  private static final Instant WRITTEN = Instant.parse("2026-11-01T00:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  List<Finding> all() {
    List<Finding> found = new ArrayList<>();
    memory().ifPresent(found::add);
    found.add(time());
    return found;
  }

  private static Optional<Finding> memory() {
    try {
      Matcher matcher = AVAILABLE.matcher(Files.readString(MEMORY));
      if (!matcher.find()) {
        return Optional.empty();
      }
      long megabytes = Long.parseLong(matcher.group(1)) / 1_024;
      return Optional.of(
          megabytes < ENOUGH_MEGABYTES
              ? Finding.warning("memory", "low", megabytes)
              : Finding.good("memory", megabytes));
    } catch (IOException e) {
      return Optional.empty(); // another system than Linux
    }
  }

  private Finding time() {
    Instant now = Instant.ofEpochMilli(clock.wallMicros() / 1_000);
    if (now.isBefore(WRITTEN)) {
      return Finding.failure("clock", "past", now);
    }
    return switch (synchronised()) {
      case "yes" -> Finding.good("clock", now);
      case "no" -> Finding.warning("clock", "free", now);
      default -> Finding.warning("clock", "unknown", now);
    };
  }

  private static String synchronised() {
    try {
      Process process =
          new ProcessBuilder("timedatectl", "show", "-p", "NTPSynchronized", "--value")
              .redirectErrorStream(true)
              .start();
      process.onExit().completeOnTimeout(process, PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
      if (process.isAlive()) {
        process.destroyForcibly();
        return "";
      }
      byte[] said = process.getInputStream().readNBytes(100);
      return new String(said, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      return "";
    }
  }
}
