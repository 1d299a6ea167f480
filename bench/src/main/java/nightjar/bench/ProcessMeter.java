package nightjar.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// What Linux says a process has used (proc(5)): CPU time of all its threads, peak resident memory.
final class ProcessMeter {
  /// CPU time between two readings and the highest resident size so far.
  record Use(double cpuSeconds, double peakMegabytes) {
    Use plus(Use other) {
      return new Use(cpuSeconds + other.cpuSeconds, peakMegabytes + other.peakMegabytes);
    }
  }

  private static final double TICKS_PER_SECOND = 100;

  private ProcessMeter() {}

  static double cpuSeconds(long pid) {
    String stat = read(Path.of("/proc/" + pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
  }

  static double peakMegabytes(long pid) {
    for (String line : read(Path.of("/proc/" + pid + "/status")).split("\n")) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
      }
    }
    return 0;
  }

  /// Lets `processes` run for `time` and adds up what they used in it.
  static Use over(Duration time, List<Process> processes) {
    double before = processes.stream().mapToDouble(p -> cpuSeconds(p.pid())).sum();
    sleep(time);
    double after = processes.stream().mapToDouble(p -> cpuSeconds(p.pid())).sum();
    double peak = processes.stream().mapToDouble(p -> peakMegabytes(p.pid())).sum();
    return new Use(after - before, peak);
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException e) {
      throw new IllegalStateException("a benchmark is not interrupted", e);
    }
  }

  private static String read(Path path) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
