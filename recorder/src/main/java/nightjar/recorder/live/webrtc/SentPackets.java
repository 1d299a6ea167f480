package nightjar.recorder.live.webrtc;

import org.jspecify.annotations.Nullable;

/// The last packets as they went out, to be sent again. Owned by one [OutTrack], under its peer's lock.
final class SentPackets {
  /// Half a second of 4 Mbit/s: what is asked for later has been shown, or replaced by a key frame.
  private static final int MOST = 256;

  private final byte[][] packets = new byte[MOST][];
  private final int[] lengths = new int[MOST];
  private final int[] sequences = new int[MOST];

  void keep(int sequence, byte[] packet, int length) {
    int at = sequence & MOST - 1;
    byte[] room = packets[at];
    if (room == null || room.length < length) {
      room = new byte[Math.max(length, OutTrack.MAX_PACKET)];
      packets[at] = room;
    }
    System.arraycopy(packet, 0, room, 0, length);
    lengths[at] = length;
    sequences[at] = sequence;
  }

  /// Null when it is too old.
  byte @Nullable [] find(int sequence) {
    int at = sequence & MOST - 1;
    return packets[at] != null && sequences[at] == sequence ? packets[at] : null;
  }

  int length(int sequence) {
    return lengths[sequence & MOST - 1];
  }
}
