package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import nightjar.media.frame.Slab;

/// One frame as it goes over the wire: its RTP packets, each behind an interleaved header (`$`, channel, length in two bytes;
/// RFC 2326, 10.12), back to back, so that one write sends them all over TCP and a slice sends one over UDP.
///
/// Shared by all viewers. Owned by the simulator's thread, which may change the channel numbers in place between writes.
public final class Unit {
  /// `$`, channel and length.
  public static final int HEADER_BYTES = 4;

  private final UnitInfo info;
  private final Slab slab;
  private final ByteBuffer wire;
  private final int[] packetStarts;
  private int channel;

  /// `packetStarts` says where each packet's `$` is; bytes outside packets go out over TCP alone.
  Unit(UnitInfo info, Slab slab, int offset, int length, int[] packetStarts) {
    this.info = info;
    this.slab = slab;
    this.wire = slab.memory().slice(offset, length);
    this.packetStarts = packetStarts;
  }

  public UnitInfo info() {
    return info;
  }

  /// All bytes, for a TCP viewer whose RTP channel is `channel`. All of it between position and limit.
  public ByteBuffer wire(int channel) {
    wire.clear();
    if (channel != this.channel) {
      for (int start : packetStarts) {
        wire.put(start + 1, (byte) channel);
      }
      this.channel = channel;
    }
    return wire;
  }

  public int wireBytes() {
    return wire.capacity();
  }

  public int packets() {
    return packetStarts.length;
  }

  /// The RTP packet `index`, between position and limit.
  public ByteBuffer packet(int index) {
    int start = packetStarts[index] + HEADER_BYTES;
    int length = wire.clear().getShort(packetStarts[index] + 2) & 0xffff;
    return wire.limit(start + length).position(start);
  }

  public void retain() {
    slab.retain();
  }

  public void release() {
    slab.release();
  }
}
