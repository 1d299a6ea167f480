package nightjar.store.write;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;

/// A fragment on its way to the disk. Holds its frames' memory until [#releaseFrames].
///
/// @param configs of the file's tracks
/// @param init the beginning of the file, for its first fragment; empty for the others
/// @param buffers what to write behind `init`
/// @param index what the fragment adds to the file's frame index
/// @param arrivedNanos when the first of its frames came
/// @param share where it counts while it waits
record PendingFragment(
    FilePlan file,
    List<CodecConfig> configs,
    ByteBuffer init,
    List<ByteBuffer> buffers,
    long length,
    List<Frame> frames,
    Bytes index,
    int sequence,
    long startMicros,
    long endMicros,
    long arrivedNanos,
    DiskQueue.Share share) {

  /// Whether its file does not exist yet.
  boolean begins() {
    return init.hasRemaining();
  }

  /// The bytes in order; each call gives them anew, so that a write can be tried again.
  ByteBuffer[] toWrite() {
    ByteBuffer[] all = new ByteBuffer[buffers.size() + 1];
    all[0] = init.duplicate();
    for (int i = 0; i < buffers.size(); i++) {
      all[i + 1] = buffers.get(i).duplicate();
    }
    return all;
  }

  void releaseFrames() {
    for (int i = 0; i < frames.size(); i++) {
      frames.get(i).release();
    }
  }
}
