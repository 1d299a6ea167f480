package nightjar.media.rtp;

import java.nio.ByteBuffer;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// One track's way from received bytes to its depacketizer: source, order, loss, time.
///
/// RTP and RTCP are told apart by content, whichever channel or port they came by: cameras mix the two up.
/// Allocates nothing per packet. Owned by the session's thread; [#counters] too.
public final class RtpReceiver implements RtcpSink, ReorderBuffer.Output {
  /// Sound is stamped by counting samples, and is right.
  private static final int VIDEO_CLOCK = 90_000;

  private final RtpTrack track;
  private final Depacketizer depacketizer;
  private final SequenceTracker sequence;
  private final SsrcFilter source;
  private final Timeline timeline;
  private final RtpWallClock wallClock;
  private final Pace pace = new Pace();
  private final @Nullable ReorderBuffer reorder;
  private final Arrival arrival;
  private final RtpHeader header = new RtpHeader();
  private final RtpPacket packet = new RtpPacket();

  private long time;
  private long wallMicros;
  private int lastTimestamp;
  private boolean timed;
  private long lastJumps;
  private long lastTransit;
  private long jitter16;
  private long packets;
  private long bytes;
  private long strays;
  private long malformed;
  private long lastPacketMicros;
  private boolean reportWaits;
  private int reportSource;
  private long reportNtp;
  private int reportTimestamp;
  private long reportArrival;

  /// `cameraClock` and `arrival` are shared by the tracks of a session.
  public RtpReceiver(
      RtpTrack track, Depacketizer depacketizer, CameraClock cameraClock, Arrival arrival) {
    this.track = track;
    this.depacketizer = depacketizer;
    this.arrival = arrival;
    sequence = new SequenceTracker(track.reliable());
    source = new SsrcFilter(track.announcedSsrc(), track.strangers());
    timeline = new Timeline(track.clockRate());
    wallClock = new RtpWallClock(track.index(), cameraClock);
    reorder = track.reliable() ? null : new ReorderBuffer(sequence, this);
  }

  /// Takes one RTP or RTCP packet of `length` bytes at absolute index `offset`, which arrived when [Arrival] says.
  public void receive(ByteBuffer buffer, int offset, int length) {
    if (RtcpReader.isRtcp(buffer, offset, length)) {
      if (!RtcpReader.read(buffer, offset, length, this)) {
        malformed++;
      }
      return;
    }
    if (!header.parse(buffer, offset, length)) {
      malformed++;
      return;
    }
    if (header.payloadType() != track.payloadType()) {
      strays++;
      if (source.started() && header.ssrc() == source.current()) {
        sequence.skip(header.sequence());
      }
      return;
    }
    switch (source.judge(header.ssrc())) {
      case OURS -> {}
      case NEW -> restart();
      case FOREIGN -> {
        strays++;
        return;
      }
    }
    packets++;
    bytes += length;
    lastPacketMicros = arrival.wallMicros();
    if (reorder == null) {
      deliver(buffer);
    } else {
      reorder.offer(buffer, offset, length, header.sequence(), arrival);
    }
  }

  /// Nothing came for a while: packets that wait for a lost one go on.
  public void idle() {
    if (reorder != null) {
      reorder.releaseDue(arrival);
    }
  }

  /// The session ended: hands on what waits, and the depacketizer's last frame.
  public void finish() {
    if (reorder != null) {
      reorder.releaseAll(arrival);
    }
    depacketizer.flush();
    depacketizer.close();
  }

  @Override
  public void ordered(ByteBuffer buffer, int offset, int length, int number, Arrival when) {
    if (header.parse(buffer, offset, length)) {
      deliver(buffer);
    }
  }

  private void deliver(ByteBuffer buffer) {
    int lost = sequence.offer(header.sequence());
    if (lost == SequenceTracker.DROP) {
      return;
    }
    if (header.timestamp() != lastTimestamp || !timed) {
      newTimestamp(header.timestamp());
    }
    packet.set(
        buffer,
        header.payloadOffset(),
        header.payloadLength(),
        header.sequence(),
        time,
        wallMicros,
        header.marker(),
        lost);
    depacketizer.accept(packet);
  }

  private void newTimestamp(int timestamp) {
    long now = arrival.monotonicMicros();
    time = timeline.at(timestamp, now);
    if (timeline.jumps() != lastJumps) {
      lastJumps = timeline.jumps();
      wallClock.forgetReports();
      pace.forget();
    }
    long media = timeline.micros(time);
    if (track.clockRate() == VIDEO_CLOCK) {
      pace.observe(media, now);
      timeline.rate(pace.rate());
    }
    wallMicros = wallClock.wallMicros(media, arrival);
    if (arrival.prompt()) {
      observeTransit(now - media);
    }
    lastTimestamp = timestamp;
    timed = true;
    if (reportWaits) {
      reportWaits = false;
      senderReport(reportSource, reportNtp, reportTimestamp);
    }
  }

  /// The network's jitter (RFC 3550, 6.4.1), not that of our own reading.
  private void observeTransit(long transit) {
    if (timed) {
      jitter16 += Math.min(Math.abs(transit - lastTransit), 10_000_000) - (jitter16 >> 4);
    }
    lastTransit = transit;
  }

  private void restart() {
    sequence.restart();
    timeline.restart(header.timestamp(), arrival.monotonicMicros());
    wallClock.forgetReports();
    pace.forget();
    timed = false;
    if (reorder != null) {
      reorder.clear();
    }
  }

  @Override
  public void senderReport(int ssrc, long ntp, int timestamp) {
    if (source.started() && ssrc != source.current()) {
      // tolerate: Tapo sends reports of a source that sends nothing else
      return;
    }
    reportSource = ssrc;
    reportNtp = ntp;
    reportTimestamp = timestamp;
    reportArrival = arrival.monotonicMicros();
    if (!timeline.started()) {
      reportWaits = true;
      return;
    }
    long at = timeline.near(timestamp);
    // A report of another time line altogether (OMNY states such timestamps) says nothing of ours.
    if (ntp != 0 && Math.abs(timeline.micros(at - time)) < 60_000_000) {
      wallClock.report(timeline.micros(at), NtpTime.toWallMicros(ntp), arrival);
    }
  }

  @Override
  public void bye(int ssrc) {
    // The connection's own end is what counts: cameras say BYE for one track and go on with it.
  }

  /// Writes what RFC 3550 wants to hear from a receiver.
  public void writeReceiverReport(ByteBuffer out, int ourSsrc, Bytes cname) {
    if (!source.started()) {
      ReceiverReport.writeEmpty(out, ourSsrc, cname);
      return;
    }
    boolean reported = reportSource == source.current() && reportNtp != 0;
    long since = arrival.monotonicMicros() - reportArrival;
    new ReceiverReport(
            ourSsrc,
            source.current(),
            sequence.fractionLost(),
            (int) Math.min(sequence.lost(), 0x7f_ffff),
            sequence.highest(),
            (int) (jitter16 / 16 * track.clockRate() / 1_000_000),
            reported ? NtpTime.middle(reportNtp) : 0,
            reported ? (int) (since * 65_536 / 1_000_000) : 0)
        .writeTo(out, cname);
  }

  /// Packets that belonged to the track so far.
  public long packets() {
    return packets;
  }

  public RtpCounters counters() {
    return new RtpCounters(
        packets,
        bytes,
        sequence.lost(),
        sequence.late(),
        reorder == null ? 0 : reorder.reordered(),
        strays,
        malformed,
        sequence.resets(),
        timeline.jumps(),
        jitter16 / 16,
        lastPacketMicros);
  }
}
