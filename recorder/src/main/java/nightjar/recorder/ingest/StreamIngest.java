package nightjar.recorder.ingest;

import java.util.List;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.cameras.session.Connection;
import nightjar.cameras.session.Recipient;
import nightjar.cameras.session.Trouble;
import nightjar.media.frame.Frame;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspTarget;
import nightjar.media.rtsp.SessionTrack;
import nightjar.recorder.feed.Inlet;
import nightjar.store.recording.GapCause;
import nightjar.store.write.RecordingWriter;
import org.jspecify.annotations.Nullable;

/// Joins one camera's session with one stream's recording: frames go straight in, and every way not to get any is booked as
/// a gap with its cause, from the first failed connection on. Whoever watches live comes after. Owned by the camera's thread.
final class StreamIngest implements Recipient, Connection.Opener, FrameSink {
  private final Connection.Opener opener;
  private final RecordingWriter recording;
  private final Inlet feed;
  private final RecordSwitch planned;
  private @Nullable PictureFirst session;
  private boolean paused;

  StreamIngest(
      Connection.Opener opener, RecordingWriter recording, Inlet feed, RecordSwitch planned) {
    this.opener = opener;
    this.recording = recording;
    this.feed = feed;
    this.planned = planned;
  }

  @Override
  public Connection open(RtspTarget target, RtspOptions options, Stop stop) {
    try {
      return opener.open(target, options, stop);
    } catch (Fault fault) {
      gap(fault.kind());
      feed.end(new Trouble(fault.kind(), String.valueOf(fault.getMessage()), fault.advice()));
      throw fault;
    }
  }

  @Override
  public FrameSink begin(List<SessionTrack> tracks) {
    feed.begin();
    PictureFirst sink = new PictureFirst(this);
    session = sink;
    return sink;
  }

  @Override
  public void frame(Frame frame) {
    if (planned.isOn()) {
      paused = false;
      recording.frame(frame);
    } else if (!paused) {
      paused = true;
      recording.gap(GapCause.MASKED);
    }
    feed.frame(frame);
  }

  @Override
  public boolean live() {
    return feed.live();
  }

  @Override
  public void end(Trouble why) {
    if (session != null) {
      session.close();
      session = null;
    }
    gap(why.kind());
    feed.end(why);
  }

  private void gap(Fault.Kind kind) {
    paused = !planned.isOn();
    recording.gap(paused ? GapCause.MASKED : cause(kind));
  }

  static GapCause cause(Fault.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> GapCause.NETWORK;
      case REFUSED,
          UNAUTHENTICATED,
          PROTOCOL,
          UNSUPPORTED,
          INVALID,
          NOT_FOUND,
          WITHHELD,
          BUSY,
          CORRUPT ->
          GapCause.CAMERA;
      case EXHAUSTED -> GapCause.US;
      case DISK -> GapCause.DISK;
    };
  }
}
