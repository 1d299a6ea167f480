package nightjar.accounts.password;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Makes and checks password hashes on few threads of its own, so that a flood of log-ins takes a bounded amount of memory
/// (19 MiB for each thread) and never the carrier threads that live pictures run on. What does not fit the queue is told to
/// come back; strangers may fill only half of it. Safe for any thread because the pool and the semaphore are.
public final class Hashing implements AutoCloseable {
  private static final int QUEUE = 32;

  /// What came of a check.
  public sealed interface Check {
    /// `renewed` is the hash to store when the cost has risen since the old one was made.
    record Match(Optional<String> renewed) implements Check {}

    record NoMatch() implements Check {}

    record Busy() implements Check {}
  }

  private final Argon2Cost cost;
  private final RandomGenerator random;
  private final ThreadPoolExecutor pool;
  private final Semaphore strangers = new Semaphore(QUEUE / 2);
  private final PasswordHash nobody;

  public Hashing(Argon2Cost cost, int atOnce, RandomGenerator random) {
    this.cost = cost;
    this.random = random;
    this.pool =
        new ThreadPoolExecutor(
            atOnce,
            atOnce,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("argon2-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
    this.nobody = PasswordHash.ofNobody(cost, random);
  }

  /// The text to store; empty when too many are waiting.
  public Optional<String> hash(Password password) {
    return run(() -> hashNow(password));
  }

  /// The same in the caller's thread, whatever waits.
  public String hashNow(Password password) {
    return PasswordHash.make(password, cost, random).text();
  }

  /// `stored` is null for a person who has no password or does not exist: the work is the same, the answer no.
  public Check check(Password password, @Nullable String stored, boolean stranger) {
    if (stranger && !strangers.tryAcquire()) {
      return new Check.Busy();
    }
    try {
      return run(() -> compare(password, stored)).orElse(new Check.Busy());
    } finally {
      if (stranger) {
        strangers.release();
      }
    }
  }

  private Check compare(Password password, @Nullable String stored) {
    Optional<PasswordHash> known = stored == null ? Optional.empty() : PasswordHash.parse(stored);
    boolean same = known.orElse(nobody).matches(password);
    if (!same || known.isEmpty()) {
      return new Check.NoMatch();
    }
    return new Check.Match(
        known.get().cost().below(cost)
            ? Optional.of(PasswordHash.make(password, cost, random).text())
            : Optional.empty());
  }

  private <T> Optional<T> run(Callable<T> work) {
    Future<T> result;
    try {
      result = pool.submit(work);
    } catch (RejectedExecutionException e) {
      return Optional.empty();
    }
    try {
      return Optional.of(result.get());
    } catch (InterruptedException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IllegalStateException("Argon2id failed", e.getCause());
    }
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
