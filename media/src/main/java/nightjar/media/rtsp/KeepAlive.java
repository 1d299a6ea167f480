package nightjar.media.rtsp;

import java.io.IOException;
import java.time.Duration;
import nightjar.media.rtsp.message.Headers;

/// Says often enough that we are still there: at half of the session's time-out, on the base URL, without waiting.
///
/// The first is OPTIONS, which every camera takes; when its answer names GET_PARAMETER that follows, because VLC's server
/// counts nothing else. SET_PARAMETER is never used: rtsp-simple-server 0.19.3 closes on it. Owned by the session's thread.
final class KeepAlive {
  private final Dialogue dialogue;
  private final String url;
  private final long everyNanos;
  private long due;

  KeepAlive(Dialogue dialogue, String url, Duration sessionTimeout, long now) {
    this.dialogue = dialogue;
    this.url = url;
    everyNanos = Math.clamp(sessionTimeout.toNanos() / 2, 500_000_000L, 3_600_000_000_000L);
    due = now + everyNanos;
  }

  void tick(long now) throws IOException {
    if (now - due < 0) {
      return;
    }
    due = now + everyNanos;
    dialogue.tell(
        dialogue.knows("GET_PARAMETER") ? "GET_PARAMETER" : "OPTIONS", url, Headers.EMPTY);
  }
}
