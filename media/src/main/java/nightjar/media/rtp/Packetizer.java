package nightjar.media.rtp;

import java.nio.ByteBuffer;

/// Cuts one track's samples, as [nightjar.media.frame.Frame] holds them, into RTP payloads: the inverse of a [Depacketizer].
///
/// Allocates nothing for a sample. Owned by one sender, one thread at a time.
public interface Packetizer {
  /// Begins a sample: `length` bytes at absolute index `offset`, unchanged until its last payload is taken.
  ///
  /// @param sync a decoder can start here, so parameter sets may go before it
  void begin(ByteBuffer sample, int offset, int length, boolean sync);

  /// Appends the next payload to `out`, at its position; false when the sample has no more.
  boolean next(ByteBuffer out);

  /// The marker bit of the payload that [#next] wrote last.
  boolean marker();
}
