package nightjar.media.rtp;

/// Turns one track's RTP packets, in sequence order, into frames given to the `FrameSink` it was made with.
///
/// Never throws for what a camera sent: damage is dropped, counted and said in [#dropped]. Owned by the session's thread.
public interface Depacketizer extends AutoCloseable {
  void accept(RtpPacket packet);

  /// The session ended: hands over the last frame if it is whole.
  void flush();

  /// Frames begun and thrown away since the start, because of loss or damage.
  long dropped();

  /// Gives the frame memory back. Call once, after [#flush].
  @Override
  void close();
}
