package nightjar.cameras.simulator.program;

import java.nio.ByteBuffer;
import java.util.Arrays;
import nightjar.media.frame.Slab;
import nightjar.media.frame.SlabPool;

/// Builds units: interleaved header and RTP header (RFC 3550, 5.1) in front of each payload, one unit behind the other in slabs.
/// Owned by the simulator's thread.
public final class UnitWriter implements AutoCloseable {
  /// With the RTP, UDP and IP headers below the 1500 bytes of Ethernet.
  public static final int MAX_PAYLOAD_BYTES = 1400;

  private static final int RTP_HEADER_BYTES = 12;

  private final SlabPool pool;
  private Slab slab;
  private ByteBuffer out;
  private int start;
  private int[] packetStarts = new int[64];
  private int packets;

  public UnitWriter(SlabPool pool) {
    this.pool = pool;
    this.slab = pool.take(1);
    this.out = slab.memory().duplicate();
  }

  /// Begins a packet. Its payload, up to [#MAX_PAYLOAD_BYTES], goes into the returned buffer, then [#endPacket].
  public ByteBuffer beginPacket(int payloadType, int sequence, int timestamp, int ssrc) {
    reserve(Unit.HEADER_BYTES + RTP_HEADER_BYTES + MAX_PAYLOAD_BYTES);
    frame();
    return out.put((byte) 0x80)
        .put((byte) payloadType)
        .putShort((short) sequence)
        .putInt(timestamp)
        .putInt(ssrc);
  }

  public void endPacket(boolean marker) {
    int at = start + packetStarts[packets - 1];
    out.putShort(at + 2, (short) (out.position() - at - Unit.HEADER_BYTES));
    if (marker) {
      int second = at + Unit.HEADER_BYTES + 1;
      out.put(second, (byte) (out.get(second) | 0x80));
    }
  }

  /// Forgets the packet begun.
  public void abandonPacket() {
    out.position(start + packetStarts[--packets]);
  }

  /// A whole RTP packet.
  public void packet(byte[] packet) {
    reserve(Unit.HEADER_BYTES + packet.length);
    frame();
    out.put(packet);
    endPacket(false);
  }

  /// Bytes outside any packet, for TCP viewers.
  public void noise(byte[] bytes) {
    reserve(bytes.length);
    out.put(bytes);
  }

  /// RTP payload bytes of the unit so far: what a sender report counts (RFC 3550, 6.4.1).
  public int payloadBytes() {
    return out.position() - start - packets * (Unit.HEADER_BYTES + RTP_HEADER_BYTES);
  }

  public int packets() {
    return packets;
  }

  /// Ends the unit. The memory stays ours: the caller retains what it keeps.
  public Unit finish(UnitInfo info) {
    int end = out.position();
    Unit unit = new Unit(info, slab, start, end - start, Arrays.copyOf(packetStarts, packets));
    start = end;
    packets = 0;
    return unit;
  }

  @Override
  public void close() {
    slab.release();
  }

  private void frame() {
    if (packets == packetStarts.length) {
      packetStarts = Arrays.copyOf(packetStarts, 2 * packets);
    }
    packetStarts[packets++] = out.position() - start;
    out.putInt('$' << 24);
  }

  private void reserve(int more) {
    if (more <= out.remaining()) {
      return;
    }
    int begun = out.position() - start;
    Slab next = pool.take(Math.max(begun + more, 2 * begun));
    ByteBuffer memory = next.memory().duplicate();
    memory.put(0, out, start, begun).position(begun);
    slab.release();
    slab = next;
    out = memory;
    start = 0;
  }
}
