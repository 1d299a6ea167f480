package nightjar.recorder.live.webrtc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.media.audio.WholePacketizer;
import nightjar.media.codec.CodecConfig;
import nightjar.media.frame.Frame;
import nightjar.media.h264.H264Packetizer;
import nightjar.media.rtp.NtpTime;
import nightjar.media.rtp.Packetizer;
import nightjar.media.rtp.SenderReport;

/// One medium on its way to one viewer as protected RTP. Owned by its [Peer], under that one's lock.
///
/// RTP timestamps say when a picture was taken, counted from an instant that the viewer is told, so that it can show the time.
/// What was taken before it joined comes in a burst; its timestamps are pressed together, or a player would show it at leisure
/// and stay behind for good.
final class OutTrack {
  /// Fits into every path with IPv6, UDP and a tunnel's header.
  static final int MAX_PACKET = 1_200;

  private static final int RTP_HEADER = 12;
  private static final int EXTENSION = 8;
  private static final int MAX_PAYLOAD = MAX_PACKET - RTP_HEADER - EXTENSION - Srtp.TAG_BYTES;

  /// A second of the past takes so much of a second on the viewer's time line.
  private static final int PRESSED = 50;

  /// Further apart than this and the camera's clock was set.
  private static final long STEP_MICROS = 2_000_000;

  private static final Bytes CNAME = Bytes.of("nightjar".getBytes(StandardCharsets.US_ASCII));

  /// Sends one protected packet.
  interface Exit {
    void send(byte[] packet, int length);
  }

  private final int payloadType;
  private final int ssrc;
  private final int playoutDelay;
  private final long zeroMicros;
  private final SentPackets sent = new SentPackets();
  private final byte[] packet = new byte[MAX_PACKET + 64];
  private final ByteBuffer view = ByteBuffer.wrap(packet);
  private Optional<CodecConfig> config = Optional.empty();
  private Packetizer packetizer = new WholePacketizer(MAX_PAYLOAD);
  private long index;
  private int packets;
  private int octets;
  private long joinedMicros;
  private long anchorMicros;
  private long anchorPts;
  private boolean anchored;
  private long lastTicks = Long.MIN_VALUE;

  /// @param playoutDelay number of the header extension that asks a player to show at once; 0 without
  /// @param firstSequence below 2^15, so that nobody guesses a roll-over wrong at the start (RFC 3711, 3.3.1)
  OutTrack(int payloadType, int ssrc, int firstSequence, int playoutDelay, long zeroMicros) {
    this.payloadType = payloadType;
    this.ssrc = ssrc;
    this.index = firstSequence;
    this.playoutDelay = playoutDelay;
    this.zeroMicros = zeroMicros;
  }

  int ssrc() {
    return ssrc;
  }

  /// Frames come anew from the last key frame on; those taken before `nowMicros` are the past.
  void join(long nowMicros) {
    joinedMicros = nowMicros;
    anchored = false;
  }

  /// Sends a frame; returns how many bytes it took.
  int send(Frame frame, Srtp srtp, Exit exit) {
    prepare(frame.config());
    int timestamp = (int) ticks(frame);
    int before = octets;
    packetizer.begin(frame.slab().memory(), frame.offset(), frame.length(), frame.sync());
    int header = RTP_HEADER + (playoutDelay > 0 ? EXTENSION : 0);
    view.clear().position(header);
    while (packetizer.next(view)) {
      int length = view.position();
      head(timestamp, packetizer.marker());
      int whole = srtp.protectRtp(packet, length, header, ssrc, index);
      int sequence = (int) index & 0xffff;
      sent.keep(sequence, packet, whole);
      exit.send(packet, whole);
      index++;
      packets++;
      octets += length - header;
      view.clear().position(header);
    }
    return octets - before;
  }

  /// Sends a packet again as it was; nothing when it is too old.
  void again(int sequence, Exit exit) {
    byte[] found = sent.find(sequence);
    if (found != null) {
      exit.send(found, sent.length(sequence));
    }
  }

  /// Says which instant its timestamps belong to; nothing before the first frame.
  void report(long nowMicros, Srtp srtp, Exit exit) {
    if (packets == 0) {
      return;
    }
    int scale = config.map(CodecConfig::timescale).orElse(90_000);
    int now = (int) scaled(nowMicros - zeroMicros, scale);
    view.clear();
    new SenderReport(ssrc, NtpTime.ofWallMicros(nowMicros), now, packets, octets)
        .writeTo(view, CNAME);
    exit.send(packet, srtp.protectRtcp(packet, view.position()));
  }

  private void prepare(CodecConfig next) {
    if (config.isPresent() && config.get().equals(next)) {
      return;
    }
    config = Optional.of(next);
    packetizer =
        next instanceof CodecConfig.Avc avc
            ? new H264Packetizer(avc, MAX_PAYLOAD)
            : new WholePacketizer(MAX_PAYLOAD);
  }

  private void head(int timestamp, boolean marker) {
    view.put(0, (byte) (playoutDelay > 0 ? 0x90 : 0x80));
    view.put(1, (byte) (payloadType | (marker ? 0x80 : 0)));
    view.putShort(2, (short) index);
    view.putInt(4, timestamp);
    view.putInt(8, ssrc);
    if (playoutDelay > 0) {
      // One-byte form, one word: least and most delay, 12 bits each, both 0 (RFC 8285, 4.2).
      view.putInt(12, 0xbede0001);
      view.putInt(16, playoutDelay << 28 | 2 << 24);
    }
  }

  /// The frame's instant on the viewer's time line, always after the one before.
  private long ticks(Frame frame) {
    int scale = frame.config().timescale();
    long micros = anchorMicros + (frame.pts() - anchorPts) * 1_000_000 / scale;
    if (!anchored || Math.abs(micros - frame.wallMicros()) > STEP_MICROS) {
      anchored = true;
      anchorMicros = frame.wallMicros();
      anchorPts = frame.pts();
      micros = anchorMicros;
    }
    long early = joinedMicros - micros;
    long pressed = early > 0 ? joinedMicros - early / PRESSED : micros;
    lastTicks = Math.max(scaled(pressed - zeroMicros, scale), lastTicks + 1);
    return lastTicks;
  }

  private static long scaled(long micros, int scale) {
    return Math.floorDiv(micros, 1_000_000) * scale
        + Math.floorMod(micros, 1_000_000) * (long) scale / 1_000_000;
  }
}
