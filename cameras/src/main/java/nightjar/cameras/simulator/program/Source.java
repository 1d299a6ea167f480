package nightjar.cameras.simulator.program;

import java.util.List;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;

/// An endless or finite row of frames, all tracks merged in the order they are due. Owned by the simulator's thread.
public interface Source extends AutoCloseable {
  /// One configuration per track; a [Frame#track] is an index into it. At most one is video, and then the first.
  List<CodecConfig> tracks();

  /// When the next frame is due, in nanoseconds since the source began, never less than the one before; or [#ENDED].
  long nextNanos();

  /// The next frame, valid until the next call. `wallMicros` is when it is captured, for pictures that show the time.
  Frame next(long wallMicros);

  /// The next frame shall be one to start from; time goes on where it stood. A source that ended begins again.
  void restart();

  /// The picture's size shall change at the next key frame. Only made-up pictures can.
  default void changeSize() {}

  @Override
  void close();

  long ENDED = Long.MAX_VALUE;
}
