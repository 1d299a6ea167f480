package nightjar.media.rtp;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;

/// What a sender says every few seconds: which NTP time its RTP timestamps belong to (RFC 3550, 6.4.1).
///
/// @param ntp see [NtpTime]
/// @param timestamp the RTP timestamp of that same instant
public record SenderReport(int ssrc, long ntp, int timestamp, int packets, int octets) {
  /// Appends the report and a source description with `cname`, the compound packet RFC 3550, 6.1 wants. Big-endian buffer.
  public void writeTo(ByteBuffer out, Bytes cname) {
    out.putInt(0x80c80006).putInt(ssrc).putLong(ntp);
    out.putInt(timestamp).putInt(packets).putInt(octets);
    SourceDescription.write(out, ssrc, cname);
  }
}
