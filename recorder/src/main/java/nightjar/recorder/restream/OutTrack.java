package nightjar.recorder.restream;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.rtp.NtpTime;
import nightjar.media.rtp.Packetizer;
import nightjar.media.rtp.SenderReport;
import nightjar.media.rtsp.Payloads;
import org.jspecify.annotations.Nullable;

/// One track on its way to one client, as RTP interleaved in its connection or by UDP. Owned by the client's sending thread once
/// the stream plays, and by its reading thread before.
final class OutTrack {
  private static final int MAX_PAYLOAD = 1_400;
  private static final int RTP_HEADER = 12;
  private static final int INTERLEAVED_HEADER = 4;
  private static final Bytes CNAME = Bytes.of("nightjar".getBytes(StandardCharsets.US_ASCII));

  /// A frame's wall time this far from what its timestamp says, and the timestamps begin anew.
  private static final long STEP_MICROS = 2_000_000;

  /// Where packets go.
  sealed interface Lane {
    record Interleaved(int channel) implements Lane {}

    record Udp(InetSocketAddress rtp, InetSocketAddress rtcp) implements Lane {}
  }

  private final int payloadType;
  private final int ssrc;
  private final Lane lane;
  private CodecConfig config;
  private Packetizer packetizer;
  private int sequence;
  private int packets;
  private int octets;
  private long offset;
  private long anchorTicks;
  private long anchorMicros;
  private boolean begun;

  OutTrack(int track, CodecConfig config, Lane lane, int ssrc, int sequence, long offset) {
    this.config = config;
    this.lane = lane;
    this.ssrc = ssrc;
    this.sequence = sequence;
    this.offset = offset;
    payloadType = Payloads.encoding(config, track).payloadType();
    packetizer = Payloads.packetizer(config, MAX_PAYLOAD);
  }

  int ssrc() {
    return ssrc;
  }

  Lane lane() {
    return lane;
  }

  /// Whether the client, who knows what DESCRIBE said, can go on with this frame: parameter sets come in band, another codec not.
  boolean takes(Frame frame) {
    return frame.config().getClass() == config.getClass()
        && frame.config().timescale() == config.timescale();
  }

  /// Room that the frame's packets may take: its bytes, the parameter sets, and a header for each packet.
  static int room(Frame frame) {
    int packets = frame.length() / (MAX_PAYLOAD / 2) + 64;
    return frame.length() + 8 * 1024 + packets * (INTERLEAVED_HEADER + RTP_HEADER) + MAX_PAYLOAD;
  }

  /// Appends the frame's packets to `out`, which has [#room], for the connection; or sends them by UDP.
  void write(Frame frame, ByteBuffer out, @Nullable UdpPair udp) {
    if (!frame.config().equals(config)) {
      config = frame.config();
      packetizer = Payloads.packetizer(config, MAX_PAYLOAD);
    }
    int timestamp = (int) ticks(frame);
    packetizer.begin(frame.slab().memory(), frame.offset(), frame.length(), frame.sync());
    while (true) {
      int at = out.position();
      out.position(at + INTERLEAVED_HEADER + RTP_HEADER);
      if (!packetizer.next(out)) {
        out.position(at);
        return;
      }
      int length = out.position() - at - INTERLEAVED_HEADER;
      out.put(at + 4, (byte) 0x80);
      out.put(at + 5, (byte) (payloadType | (packetizer.marker() ? 0x80 : 0)));
      out.putShort(at + 6, (short) sequence++);
      out.putInt(at + 8, timestamp);
      out.putInt(at + 12, ssrc);
      packets++;
      octets += length - RTP_HEADER;
      finish(out, at, length, false, udp);
    }
  }

  /// A sender report about the newest frame; nothing before the first.
  void report(ByteBuffer out, @Nullable UdpPair udp) {
    if (!begun || out.remaining() < 100) {
      return;
    }
    int at = out.position();
    out.position(at + INTERLEAVED_HEADER);
    new SenderReport(ssrc, NtpTime.ofWallMicros(anchorMicros), (int) anchorTicks, packets, octets)
        .writeTo(out, CNAME);
    finish(out, at, out.position() - at - INTERLEAVED_HEADER, true, udp);
  }

  /// Puts `$`, channel and length before the packet (RFC 2326, 10.12), or takes it out again and sends it.
  private void finish(ByteBuffer out, int at, int length, boolean control, @Nullable UdpPair udp) {
    switch (lane) {
      case Lane.Interleaved(int channel) -> {
        out.put(at, (byte) '$').put(at + 1, (byte) (channel + (control ? 1 : 0)));
        out.putShort(at + 2, (short) length);
      }
      case Lane.Udp(var rtp, var rtcp) -> {
        if (udp != null) {
          udp.send(control, out.slice(at + INTERLEAVED_HEADER, length), control ? rtcp : rtp);
        }
        out.position(at);
      }
    }
  }

  /// RTP time follows the camera's, and its wall clock where a new session of the camera begins to count anew.
  private long ticks(Frame frame) {
    int scale = config.timescale();
    long ticks = frame.pts() + offset;
    if (begun) {
      long due = anchorTicks + (frame.wallMicros() - anchorMicros) * scale / 1_000_000;
      if (Math.abs(ticks - due) > STEP_MICROS * scale / 1_000_000) {
        offset += Math.max(due, anchorTicks + 1) - ticks;
        ticks = frame.pts() + offset;
      }
    }
    begun = true;
    anchorTicks = ticks;
    anchorMicros = frame.wallMicros();
    return ticks;
  }
}
