package nightjar.recorder.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameSink;

/// Puts the first key frame of a session in front of the sound that goes with it: a recording begins with a picture, and the
/// first one is handed over late, when its marker is proved (docs/design/codecs.md). Owned by the camera's thread.
final class PictureFirst implements FrameSink, AutoCloseable {
  /// Over a second of 20 ms packets.
  private static final int MOST_HELD = 64;

  private final FrameSink next;
  private final Deque<Frame> held = new ArrayDeque<>();
  private boolean begun;

  PictureFirst(FrameSink next) {
    this.next = next;
  }

  @Override
  public void frame(Frame frame) {
    if (begun) {
      next.frame(frame);
    } else if (frame.track() == 0) {
      next.frame(frame);
      if (frame.sync()) {
        begun = true;
        release(frame.wallMicros());
      }
    } else {
      frame.retain();
      held.add(frame);
      if (held.size() > MOST_HELD) {
        held.remove().release();
      }
    }
  }

  @Override
  public boolean live() {
    return next.live();
  }

  private void release(long fromMicros) {
    for (Frame sound = held.poll(); sound != null; sound = held.poll()) {
      if (sound.wallMicros() >= fromMicros) {
        next.frame(sound);
      }
      sound.release();
    }
  }

  /// The session is over: lets go of what no picture came for.
  @Override
  public void close() {
    release(Long.MAX_VALUE);
  }
}
