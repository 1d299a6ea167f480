package nightjar.recorder.ingest;

import java.util.List;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;
import nightjar.cameras.session.Connection;
import nightjar.cameras.session.Recipient;
import nightjar.cameras.session.Trouble;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtsp.RtspOptions;
import nightjar.media.rtsp.RtspTarget;
import nightjar.media.rtsp.SessionTrack;
import nightjar.store.recording.GapCause;
import nightjar.store.write.RecordingWriter;
import org.jspecify.annotations.Nullable;

/// Joins one camera's session with one stream's recording: frames go straight in, and every way not to get any is booked as
/// a gap with its cause, from the first failed connection on. Owned by the camera's thread.
final class StreamIngest implements Recipient, Connection.Opener {
  private final Connection.Opener opener;
  private final RecordingWriter recording;
  private @Nullable PictureFirst session;

  StreamIngest(Connection.Opener opener, RecordingWriter recording) {
    this.opener = opener;
    this.recording = recording;
  }

  @Override
  public Connection open(RtspTarget target, RtspOptions options, Stop stop) {
    try {
      return opener.open(target, options, stop);
    } catch (Fault fault) {
      recording.gap(cause(fault.kind()));
      throw fault;
    }
  }

  @Override
  public FrameSink begin(List<SessionTrack> tracks) {
    PictureFirst sink = new PictureFirst(recording);
    session = sink;
    return sink;
  }

  @Override
  public void end(Trouble why) {
    if (session != null) {
      session.close();
      session = null;
    }
    recording.gap(cause(why.kind()));
  }

  static GapCause cause(Fault.Kind kind) {
    return switch (kind) {
      case UNREACHABLE -> GapCause.NETWORK;
      case REFUSED, UNAUTHENTICATED, PROTOCOL, UNSUPPORTED, INVALID, NOT_FOUND, BUSY, CORRUPT ->
          GapCause.CAMERA;
      case EXHAUSTED -> GapCause.US;
      case DISK -> GapCause.DISK;
    };
  }
}
