package nightjar.cameras.session;

import java.time.Duration;
import java.util.List;
import nightjar.base.tasks.Stop;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtsp.Ended;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspTarget;
import nightjar.media.rtsp.SessionCounters;
import nightjar.media.rtsp.SessionTrack;

/// One session with a camera as [CameraSession] sees it: an RTSP session, or a script in tests. Owned by the camera's thread,
/// except [#counters], which is safe for any thread.
public interface Connection extends AutoCloseable {
  List<SessionTrack> tracks();

  /// Blocks until the end.
  Ended play(FrameSink sink, Stop stop);

  SessionCounters counters();

  boolean udp();

  /// How long the camera keeps a session that was not torn down.
  Duration timeout();

  /// Whether the camera confirmed the end; known after [#close].
  boolean tornDown();

  @Override
  void close();

  /// Makes connections; a failure is a `Fault`.
  @FunctionalInterface
  interface Opener {
    Connection open(RtspTarget target, RtspOptions options, Stop stop);
  }
}
