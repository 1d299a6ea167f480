package nightjar.recorder.ingest;

import java.time.Duration;
import nightjar.base.log.EventLog;
import nightjar.base.tasks.Stop;
import nightjar.cameras.session.CameraEvent;
import nightjar.cameras.session.CameraSession;
import nightjar.store.recording.StreamKey;
import nightjar.store.write.RecordingWriter;

/// One stream of one camera at work: a platform thread of its own, because a virtual one costs three times the processor time
/// per gigabyte (see [CameraSession]). Safe for any thread because everything it holds is.
public final class CameraThread implements AutoCloseable {
  /// RTSP, depacketizers and the recording need a few kilobytes; 500 of these should not need 500 MB.
  private static final long STACK_BYTES = 256 * 1024;

  private static final Duration AFTER_A_BUG = Duration.ofSeconds(10);

  private final StreamKey key;
  private final CameraSession session;
  private final RecordingWriter recording;
  private final Stop stop;
  private final Thread thread;

  /// Its first session begins after `wait`.
  CameraThread(
      StreamKey key,
      CameraSession session,
      RecordingWriter recording,
      Stop stop,
      EventLog log,
      Duration wait) {
    this.key = key;
    this.session = session;
    this.recording = recording;
    this.stop = stop;
    this.thread =
        Thread.ofPlatform()
            .name("camera " + key)
            .stackSize(STACK_BYTES)
            .start(() -> {
              stop.await(wait);
              run(key, session, stop, log);
            });
  }

  /// A bug that one camera's bytes bring out must not end its recording for good, nor touch another camera's; nor must a
  /// moment without memory, or too deep a recursion, which the JVM throws as errors.
  private static void run(StreamKey key, CameraSession session, Stop stop, EventLog log) {
    while (!stop.requested()) {
      try {
        session.run(stop);
      } catch (RuntimeException | VirtualMachineError e) {
        log.log(
            CameraEvent.CAMERA_LOST,
            key.toString(),
            "a bug in Nightjar: " + e + "; next try in " + AFTER_A_BUG);
        stop.await(AFTER_A_BUG);
      }
    }
  }

  public StreamStatus status() {
    return new StreamStatus(key, session.status());
  }

  /// Asks the session to end; [#close] waits for it.
  public void stop() {
    stop.request();
  }

  @Override
  public void close() {
    stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException("nobody interrupts the thread that closes cameras", e);
    }
    recording.close();
  }
}
