package nightjar.e2e.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// What a child process says on one of its streams, line by line as it comes. Safe for any thread because of its lock.
final class Lines {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  Lines(String name, InputStream in) {
    Thread.ofPlatform().daemon().name(name).start(() -> read(in));
  }

  private void read(InputStream in) {
    try (var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("<" + e.getMessage() + ">");
    }
    change(() -> ended = true);
  }

  private void add(String line) {
    change(() -> lines.add(line));
  }

  private void change(Runnable change) {
    lock.lock();
    try {
      change.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits until the lines so far are as wanted; false when the stream ends or time runs out before.
  boolean await(Duration patience, Predicate<List<String>> wanted) throws InterruptedException {
    long left = patience.toNanos();
    lock.lock();
    try {
      while (!wanted.test(lines)) {
        if (ended || left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// All lines, when the process has ended.
  List<String> all() throws InterruptedException {
    lock.lock();
    try {
      while (!ended) {
        if (!changed.await(30, TimeUnit.SECONDS)) {
          throw new IllegalStateException("the child's output does not end");
        }
      }
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }

  List<String> soFar() {
    lock.lock();
    try {
      return List.copyOf(lines);
    } finally {
      lock.unlock();
    }
  }
}
