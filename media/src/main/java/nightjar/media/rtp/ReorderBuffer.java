package nightjar.media.rtp;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Puts UDP packets that overtook each other back in order: up to 64 of them wait, none longer than 200 ms, so that a loss
/// delays the rest but never stops it (quirk 59).
///
/// A packet in order passes without a copy; one that came early is copied into its slot. A slot's memory grows with the first
/// packets it holds and is kept. Owned by one track's receiver.
final class ReorderBuffer {
  static final int SLOTS = 64;
  static final long PATIENCE_MICROS = 200_000;

  /// A slot's first memory: one Ethernet frame.
  private static final int SLOT_BYTES = 2_048;

  /// Where packets go, in order as far as patience allows.
  interface Output {
    /// Also decides what to do with late and lost ones.
    void ordered(ByteBuffer buffer, int offset, int length, int sequence, Arrival arrival);
  }

  private final SequenceTracker sequence;
  private final Output output;
  private final @Nullable ByteBuffer[] memory = new @Nullable ByteBuffer[SLOTS];
  private final int[] lengths = new int[SLOTS];
  private final int[] numbers = new int[SLOTS];
  private final long[] arrivals = new long[SLOTS];
  private int held;
  private long reordered;

  ReorderBuffer(SequenceTracker sequence, Output output) {
    this.sequence = sequence;
    this.output = output;
  }

  void offer(ByteBuffer buffer, int offset, int length, int number, Arrival arrival) {
    int distance = sequence.distance(number);
    if (distance > 0 && distance < SLOTS) {
      hold(buffer, offset, length, number, arrival);
    } else if (distance == 0) {
      output.ordered(buffer, offset, length, number, arrival);
    } else {
      if (distance > 0) {
        releaseAll(arrival);
      }
      output.ordered(buffer, offset, length, number, arrival);
    }
    if (held > 0) {
      releaseDue(arrival);
    }
  }

  /// Gives up waiting for what should have come by now; also called when nothing arrives.
  void releaseDue(Arrival arrival) {
    releaseRun(arrival);
    while (held > 0 && oldestArrival() + PATIENCE_MICROS <= arrival.monotonicMicros()) {
      releaseNext(arrival);
      releaseRun(arrival);
    }
  }

  /// Gives up waiting altogether, at the end or before a jump.
  void releaseAll(Arrival arrival) {
    while (held > 0) {
      releaseNext(arrival);
    }
  }

  /// Forgets what waits: it belongs to a source that is gone.
  void clear() {
    Arrays.fill(lengths, 0);
    held = 0;
  }

  long reordered() {
    return reordered;
  }

  int held() {
    return held;
  }

  private void hold(ByteBuffer buffer, int offset, int length, int number, Arrival arrival) {
    int slot = number % SLOTS;
    if (lengths[slot] != 0) {
      return;
    }
    ByteBuffer own = memory[slot];
    if (own == null || own.capacity() < length) {
      own = ByteBuffer.allocateDirect(Math.max(SLOT_BYTES, length));
      memory[slot] = own;
    }
    own.put(0, buffer, offset, length);
    lengths[slot] = length;
    numbers[slot] = number;
    arrivals[slot] = arrival.monotonicMicros();
    held++;
  }

  /// What follows without a hole.
  private void releaseRun(Arrival arrival) {
    while (held > 0) {
      int slot = slotAhead(0);
      if (slot < 0) {
        return;
      }
      reordered++;
      release(slot, arrival);
    }
  }

  private void releaseNext(Arrival arrival) {
    for (int ahead = 0; ahead < SLOTS; ahead++) {
      int slot = slotAhead(ahead);
      if (slot >= 0) {
        release(slot, arrival);
        return;
      }
    }
    // Only what a jump in between left behind.
    clear();
  }

  private int slotAhead(int ahead) {
    int number = sequence.expected() + ahead & 0xffff;
    int slot = number % SLOTS;
    return lengths[slot] != 0 && numbers[slot] == number ? slot : -1;
  }

  private void release(int slot, Arrival arrival) {
    int length = lengths[slot];
    lengths[slot] = 0;
    held--;
    ByteBuffer own = memory[slot];
    if (own != null) {
      output.ordered(own, 0, length, numbers[slot], arrival);
    }
  }

  private long oldestArrival() {
    long oldest = Long.MAX_VALUE;
    for (int i = 0; i < SLOTS; i++) {
      if (lengths[i] != 0) {
        oldest = Math.min(oldest, arrivals[i]);
      }
    }
    return oldest;
  }
}
