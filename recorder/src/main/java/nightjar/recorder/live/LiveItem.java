package nightjar.recorder.live;

import java.nio.ByteBuffer;
import nightjar.cameras.session.Trouble;

/// What a viewer gets, in this order.
public sealed interface LiveItem {
  /// The coding of what follows. Media time 0 is the instant `zeroMicros`.
  record Init(String mime, ByteBuffer bytes, long zeroMicros, int width, int height)
      implements LiveItem {}

  /// One frame as a fragment.
  ///
  /// @param key a picture that a decoder can start with
  /// @param picture not sound
  /// @param skipped frames this viewer did not get just before
  record Chunk(ByteBuffer bytes, boolean key, boolean picture, long wallMicros, int skipped)
      implements LiveItem {}

  /// The camera does not play.
  record Off(Trouble why) implements LiveItem {}

  /// Nothing in time.
  record Quiet() implements LiveItem {}
}
