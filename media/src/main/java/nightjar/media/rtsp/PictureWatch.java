package nightjar.media.rtsp;

import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameSink;

/// Hands frames on and counts the pictures. Owned by the session's thread.
final class PictureWatch implements FrameSink {
  private final FrameSink next;
  private long pictures;

  PictureWatch(FrameSink next) {
    this.next = next;
  }

  @Override
  public void frame(Frame frame) {
    if (frame.track() == 0) {
      pictures++;
    }
    next.frame(frame);
  }

  @Override
  public boolean live() {
    return next.live();
  }

  long pictures() {
    return pictures;
  }
}
