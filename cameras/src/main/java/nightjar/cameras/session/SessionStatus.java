package nightjar.cameras.session;

import java.util.List;
import nightjar.media.rtsp.SessionCounters;
import nightjar.media.rtsp.SessionTrack;

/// How a camera is, for the screen. Times are microseconds since 1970.
public sealed interface SessionStatus {
  /// Not begun, or ended for good.
  record Stopped() implements SessionStatus {}

  /// The `tries`-th try in a row without lasting success, from 1.
  record Connecting(int tries) implements SessionStatus {}

  record Playing(long sinceMicros, List<SessionTrack> tracks, SessionCounters counters)
      implements SessionStatus {
    public Playing {
      tracks = List.copyOf(tracks);
    }
  }

  record Waiting(Trouble why, long nextTryMicros) implements SessionStatus {}

  /// Wrong credentials. Nothing is tried until they change, because cameras lock accounts.
  record Latched(Trouble why) implements SessionStatus {}
}
