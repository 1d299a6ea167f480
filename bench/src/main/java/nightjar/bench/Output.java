package nightjar.bench;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/// Reads what a program prints as it comes, so that a full pipe never holds the program up.
///
/// Safe for any thread because the last line is volatile and the first is a future.
final class Output {
  private final CompletableFuture<String> found = new CompletableFuture<>();
  private final Thread reader;
  private volatile String last = "";

  /// Watches for the first line that is `wanted`.
  Output(Process process, Predicate<String> wanted) {
    reader = Thread.ofVirtual().start(() -> read(process, wanted));
  }

  private void read(Process process, Predicate<String> wanted) {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    lines
        .lines()
        .forEach(line -> {
          last = line;
          if (!found.isDone() && wanted.test(line)) {
            found.complete(line);
          }
        });
    found.completeExceptionally(new IllegalStateException("the program ended: " + last));
  }

  /// Waits for the wanted line.
  String await() {
    return found.join();
  }

  /// The last line, once the program has ended.
  String last() {
    try {
      reader.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("a benchmark is not interrupted", e);
    }
    return last;
  }
}
