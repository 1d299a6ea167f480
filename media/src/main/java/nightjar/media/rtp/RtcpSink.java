package nightjar.media.rtp;

/// What of RTCP a receiver cares for.
public interface RtcpSink {
  /// The instant `ntp` (see [NtpTime]) on the sender's clock is `timestamp` on its media clock.
  void senderReport(int ssrc, long ntp, int timestamp);

  /// The sender ends this source.
  void bye(int ssrc);
}
