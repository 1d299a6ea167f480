package nightjar.media.rtp;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.time.FakeClock;

/// Packets for tests, and a receiver whose output is text: `sequence[+lost]@timestamp`.
final class Rtp {
  static final int RATE = 90_000;
  static final int SSRC = 0x11223344;

  final FakeClock clock = new FakeClock(Instant.parse("2026-01-01T00:00:00Z"));
  final Arrival arrival = new Arrival(clock);
  final CameraClock camera = new CameraClock();
  final List<String> out = new ArrayList<>();
  final List<Long> walls = new ArrayList<>();
  final List<Long> times = new ArrayList<>();
  boolean flushed;

  /// Packets may hold anything, not only what [#bytes] makes.
  boolean foreign;

  final RtpReceiver receiver;

  Rtp(boolean reliable) {
    this(reliable, -1);
  }

  Rtp(boolean reliable, long announced) {
    receiver =
        new RtpReceiver(
            new RtpTrack(0, 96, RATE, reliable, announced, java.util.Set.of()),
            new Recorder(),
            camera,
            arrival);
  }

  Rtp after(long millis) {
    clock.advance(Duration.ofMillis(millis));
    arrival.update();
    return this;
  }

  Rtp packet(int sequence, int timestamp) {
    return packet(SSRC, 96, sequence, timestamp);
  }

  Rtp packet(int ssrc, int type, int sequence, int timestamp) {
    ByteBuffer packet = bytes(ssrc, type, sequence, timestamp);
    receiver.receive(packet, 0, packet.capacity());
    return this;
  }

  Rtp report(long cameraWallMicros, int timestamp) {
    ByteBuffer report = ByteBuffer.allocate(100);
    new SenderReport(SSRC, NtpTime.ofWallMicros(cameraWallMicros), timestamp, 1, 1)
        .writeTo(report, nightjar.base.Bytes.of((byte) 'x'));
    receiver.receive(report, 0, report.position());
    return this;
  }

  static ByteBuffer bytes(int ssrc, int type, int sequence, int timestamp) {
    ByteBuffer packet = ByteBuffer.allocate(16);
    packet.put((byte) 0x80).put((byte) type).putShort((short) sequence);
    return packet.putInt(timestamp).putInt(ssrc).putInt(sequence).flip();
  }

  private final class Recorder implements Depacketizer {
    @Override
    public void accept(RtpPacket packet) {
      assertSame(packet);
      String lost = packet.lostBefore() > 0 ? "+" + packet.lostBefore() : "";
      out.add(packet.sequence() + lost);
      walls.add(packet.wallMicros());
      times.add(packet.timestamp());
    }

    private void assertSame(RtpPacket packet) {
      boolean ours =
          foreign
              || (packet.payloadLength() == 4
                  && (packet.buffer().getInt(packet.payloadOffset()) & 0xffff)
                      == packet.sequence());
      if (!ours) {
        throw new AssertionError("payload of another packet: " + packet.sequence());
      }
    }

    @Override
    public void flush() {
      flushed = true;
    }

    @Override
    public long dropped() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
