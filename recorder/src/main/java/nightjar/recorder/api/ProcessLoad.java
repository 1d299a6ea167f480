package nightjar.recorder.api;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import nightjar.base.time.Clock;

/// What this program takes of the machine. Safe for any thread because it is synchronized.
final class ProcessLoad {
  private static final long LEAST_NANOS = 2_000_000_000L;

  /// The second number is the pages in memory (proc(5)).
  private static final Path STATM = Path.of("/proc/self/statm");

  private static final int PAGE = 4096;

  private final Clock clock;
  private long atNanos;
  private long usedNanos;
  private double percent;

  ProcessLoad(Clock clock) {
    this.clock = clock;
    atNanos = clock.nanos();
    usedNanos = processorNanos();
  }

  /// Percent of all processors, between the last two looks that were two seconds apart or more; until then, 0.
  synchronized double percent() {
    long now = clock.nanos();
    if (now - atNanos >= LEAST_NANOS) {
      long used = processorNanos();
      int processors = Runtime.getRuntime().availableProcessors();
      percent = 100.0 * (used - usedNanos) / (now - atNanos) / processors;
      atNanos = now;
      usedNanos = used;
    }
    return percent;
  }

  /// Bytes of memory, the pictures outside of Java's heap included; of the heap alone where the system does not say.
  static long memoryBytes() {
    try {
      return Long.parseLong(Files.readString(STATM, StandardCharsets.US_ASCII).split(" ")[1])
          * PAGE;
    } catch (IOException e) {
      Runtime runtime = Runtime.getRuntime();
      return runtime.totalMemory() - runtime.freeMemory();
    }
  }

  private static long processorNanos() {
    return ProcessHandle.current().info().totalCpuDuration().map(t -> t.toNanos()).orElse(0L);
  }
}
