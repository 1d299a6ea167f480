package nightjar.pictures;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.base.files.FileReason;
import nightjar.pictures.worker.Answer;
import nightjar.pictures.worker.Op;
import nightjar.pictures.worker.Wire;

/// One worker process. Started when first needed; once it failed to answer in time, or at all, it is killed and the next question
/// starts another.
/// Owned by whoever holds its place in [Places]; [#close] alone may come from any thread, since what it needs is volatile.
final class Worker implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Sandbox sandbox;
  private final boolean reads;
  private volatile boolean closed;
  private volatile Optional<Running> running = Optional.empty();

  private record Pipes(Process process, DataInputStream in, DataOutputStream out) {}

  private record Running(Pipes pipes, boolean readsText) {}

  Worker(Sandbox sandbox, boolean reads) {
    this.sandbox = sandbox;
    this.reads = reads;
  }

  /// Empty when the worker died of this question, or took longer than `deadline`. One that had died before is replaced first.
  Optional<Answer> ask(Op op, Bytes upload, Duration deadline) {
    Optional<Answer> answer = exchange(started().pipes, op, upload, deadline);
    if (answer.isEmpty()) {
      kill();
    }
    return answer;
  }

  /// Whether it can read text; throws a [Fault] when no worker can be started at all.
  boolean hello() {
    return started().readsText;
  }

  private Running started() {
    running.filter(r -> !r.pipes.process.isAlive()).ifPresent(_ -> kill());
    Running now = running.orElseGet(this::start);
    running = Optional.of(now);
    if (closed) {
      now.pipes.process.destroyForcibly();
      throw cannotStart();
    }
    return now;
  }

  private Running start() {
    try {
      Files.createDirectories(sandbox.work());
      Process process = sandbox.command(reads).start();
      var pipes =
          new Pipes(
              process,
              new DataInputStream(new BufferedInputStream(process.getInputStream())),
              new DataOutputStream(new BufferedOutputStream(process.getOutputStream())));
      Optional<Answer> hello = exchange(pipes, Op.HELLO, Bytes.empty(), START);
      if (hello.isEmpty()) {
        process.destroyForcibly();
        throw cannotStart();
      }
      return new Running(pipes, hello.get().said().readsText());
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.EXHAUSTED,
          "the picture worker cannot be started: " + e.getMessage(),
          "See that " + sandbox.work() + " can be written and that there is memory left.",
          e);
    }
  }

  private Fault cannotStart() {
    return Fault.of(
        Fault.Kind.EXHAUSTED,
        "the picture worker ended at once",
        "It may take 640 MB of heap. Its last words are in " + sandbox.work() + "/worker.log.");
  }

  private static Optional<Answer> exchange(Pipes worker, Op op, Bytes upload, Duration deadline) {
    var answer = new CompletableFuture<Answer>();
    Thread.ofVirtual()
        .name("picture worker")
        .start(() -> {
          try {
            Wire.ask(worker.out, op, upload);
            answer.complete(Wire.answer(worker.in));
          } catch (IOException | RuntimeException e) {
            answer.completeExceptionally(e);
          }
        });
    try {
      return Optional.of(answer.get(deadline.toNanos(), TimeUnit.NANOSECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while a picture was read", e);
    }
  }

  /// What a killed worker leaves behind (the native library it unpacked) goes with it.
  private void kill() {
    running.ifPresent(r -> r.pipes.process.destroyForcibly().onExit().join());
    running = Optional.empty();
    if (!Files.isDirectory(sandbox.work())) {
      return;
    }
    try (Stream<Path> files = Files.walk(sandbox.work())) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        if (!file.equals(sandbox.work()) && !file.endsWith("worker.log")) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.DISK,
          sandbox.work() + " cannot be cleared: " + FileReason.of(e),
          "Look at who owns the files in it.",
          e);
    }
  }

  /// Whoever waits for an answer gets none, and cleans up.
  @Override
  public void close() {
    closed = true;
    running.ifPresent(r -> r.pipes.process.destroyForcibly().onExit().join());
  }
}
