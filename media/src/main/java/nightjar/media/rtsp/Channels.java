package nightjar.media.rtsp;

import java.nio.ByteBuffer;
import nightjar.media.rtp.Arrival;
import nightjar.media.rtp.RtpReceiver;
import org.jspecify.annotations.Nullable;

/// Which track each interleaved channel belongs to. Owned by the session's thread.
final class Channels implements Dialogue.Media {
  private final Arrival arrival;
  private final @Nullable RtpReceiver[] receivers = new @Nullable RtpReceiver[256];
  private long unknown;

  Channels(Arrival arrival) {
    this.arrival = arrival;
  }

  void assign(int channel, RtpReceiver receiver) {
    receivers[channel] = receiver;
  }

  long unknown() {
    return unknown;
  }

  @Override
  public void arrived() {
    arrival.update();
  }

  @Override
  public boolean expects(int channel) {
    return receivers[channel] != null;
  }

  @Override
  public void data(int channel, ByteBuffer buffer, int offset, int length) {
    RtpReceiver receiver = receivers[channel];
    if (receiver == null) {
      // tolerate: channels of tracks that were never set up (retina 0.3.9)
      unknown++;
    } else {
      receiver.receive(buffer, offset, length);
    }
  }
}
