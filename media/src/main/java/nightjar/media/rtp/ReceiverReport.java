package nightjar.media.rtp;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;

/// What a receiver answers (RFC 3550, 6.4.2). Some cameras take its absence for a dead client after 5 s.
///
/// @param ssrc ours
/// @param source the sender's SSRC
/// @param fractionLost of the packets since the last report, in 1/256
/// @param lost packets since the start, 24 bits, may be negative after duplicates
/// @param highestSequence with the count of wraps in the upper half
/// @param jitter in ticks of the media clock
/// @param lastReport [NtpTime#middle] of the last sender report, 0 when none came
/// @param sinceLastReport in 1/65536 s, 0 when none came
public record ReceiverReport(
    int ssrc,
    int source,
    int fractionLost,
    int lost,
    int highestSequence,
    int jitter,
    int lastReport,
    int sinceLastReport) {
  /// Appends the report and a source description with `cname`. Big-endian buffer.
  public void writeTo(ByteBuffer out, Bytes cname) {
    out.putInt(0x81c90007).putInt(ssrc).putInt(source);
    out.putInt(fractionLost << 24 | (lost & 0xff_ffff));
    out.putInt(highestSequence).putInt(jitter).putInt(lastReport).putInt(sinceLastReport);
    SourceDescription.write(out, ssrc, cname);
  }

  /// A report without a block, for when nothing was received yet.
  public static void writeEmpty(ByteBuffer out, int ssrc, Bytes cname) {
    out.putInt(0x80c90001).putInt(ssrc);
    SourceDescription.write(out, ssrc, cname);
  }
}
