package nightjar.media.frame;

import java.nio.ByteBuffer;
import nightjar.media.codec.CodecConfig;

/// One access unit of one track: immutable, passed by reference.
///
/// The bytes are MP4 sample data: for H.264 and H.265 NAL units each behind its length in four bytes, for audio the raw frame.
/// They are valid during the call that hands the frame over; whoever keeps the frame longer calls [#retain], then [#release].
///
/// @param track index of the track in its stream; 0 is the video track
/// @param config the decoder configuration in force; compare by identity to notice a change
/// @param dts decoding time in ticks of `config.timescale()`, strictly increasing within a session and track, never wrapping
/// @param pts presentation time in the same ticks and origin; differs from `dts` only with B-frames
/// @param wallMicros when it was captured, in microseconds since 1970 UTC, as well as we know
/// @param sync a decoder can start here
public record Frame(
    int track,
    CodecConfig config,
    long dts,
    long pts,
    long wallMicros,
    boolean sync,
    Slab slab,
    int offset,
    int length) {

  public void retain() {
    slab.retain();
  }

  public void release() {
    slab.release();
  }

  /// A new read-only view of the bytes.
  public ByteBuffer bytes() {
    return slab.memory().slice(offset, length).asReadOnlyBuffer();
  }
}
