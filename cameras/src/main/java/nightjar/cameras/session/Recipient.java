package nightjar.cameras.session;

import java.util.List;
import nightjar.media.frame.FrameSink;
import nightjar.media.rtsp.SessionTrack;

/// Who gets a camera's frames. Called from the camera's thread only.
public interface Recipient {
  /// A session begins: its frames' times have nothing to do with those before.
  FrameSink begin(List<SessionTrack> tracks);

  /// The session that began last has handed over its last frame.
  void end(Trouble why);
}
