package nightjar.cameras.simulator;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import nightjar.base.Bytes;
import nightjar.cameras.simulator.fault.MediaStage;
import nightjar.cameras.simulator.fault.Moment;
import nightjar.cameras.simulator.program.Program;
import nightjar.cameras.simulator.program.TrackWriter;
import nightjar.media.rtp.NtpTime;
import nightjar.media.rtp.SenderReport;

/// RTCP of one feed: sender reports and BYE. Owned by the simulator's thread.
final class Reports {
  private static final int MAX_BYTES = 512;

  /// BYE with one source (RFC 3550, 6.6).
  private static final int BYE = 0x81cb0001;

  private final Program program;
  private final Bytes cname;
  private final long intervalNanos;

  Reports(Program program, String camera, long intervalNanos) {
    this.program = program;
    this.cname = Bytes.of((camera + "@nightjar").getBytes(StandardCharsets.US_ASCII));
    this.intervalNanos = intervalNanos;
  }

  long intervalNanos() {
    return intervalNanos;
  }

  /// Tells which time of day belongs to the moment `mediaNanos` on the program's time line, as far as the faults let it.
  void send(
      Session viewer, List<MediaStage> stages, long mediaNanos, long playing, long wallMicros) {
    OptionalLong told = OptionalLong.of(wallMicros);
    for (MediaStage stage : stages) {
      told = told.isPresent() ? stage.reportMicros(playing, told.getAsLong()) : told;
    }
    if (told.isPresent()) {
      for (TrackWriter track : program.tracks()) {
        viewer.report(track.index(), report(track, stages, mediaNanos, playing, told.getAsLong()));
      }
    }
  }

  private ByteBuffer report(
      TrackWriter track, List<MediaStage> stages, long mediaNanos, long playing, long wallMicros) {
    Moment moment = new Moment(track.index(), track.config(), playing, true);
    long timestamp = track.timestampAt(mediaNanos);
    for (MediaStage stage : stages) {
      timestamp = stage.timestamp(moment, timestamp);
    }
    ByteBuffer out = ByteBuffer.allocate(MAX_BYTES);
    new SenderReport(
            track.ssrc(),
            NtpTime.ofWallMicros(wallMicros),
            (int) timestamp,
            track.packets(),
            track.octets())
        .writeTo(out, cname);
    return out.flip();
  }

  /// Every track ends: an empty receiver report, as compound packets begin with a report, and BYE (RFC 3550, 6.1).
  void bye(Session viewer) {
    for (TrackWriter track : program.tracks()) {
      ByteBuffer out = ByteBuffer.allocate(16);
      out.putInt(0x80c90001).putInt(track.ssrc()).putInt(BYE).putInt(track.ssrc());
      viewer.report(track.index(), out.flip());
    }
  }
}
