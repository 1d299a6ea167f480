package nightjar.store.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import nightjar.base.Bytes;
import org.jspecify.annotations.Nullable;

/// One file of a [FaultyDisk]: what programs see, and what a power cut would leave. Owned by its disk's lock.
final class FaultyContent implements FaultyNode {
  /// A write or a cut that no sync has made durable yet; `bytes` is null for a cut to `position`.
  private record Pending(long position, @Nullable Bytes bytes) {}

  private byte[] seen = new byte[0];
  private byte[] durable = new byte[0];
  private final List<Pending> pending = new ArrayList<>();

  /// What was ever written at each place, wherever the file was cut since.
  private byte[] ever = new byte[0];

  int size() {
    return seen.length;
  }

  void write(long position, byte[] bytes) {
    seen = put(seen, position, bytes);
    pending.add(new Pending(position, Bytes.of(bytes)));
  }

  /// Whether a place gets another byte than it had before: under one key stream, both could be read then.
  boolean rewrites(long position, byte[] bytes) {
    int known = Math.clamp(ever.length - position, 0, bytes.length);
    boolean other = !Arrays.equals(ever, (int) position, (int) position + known, bytes, 0, known);
    ever = put(ever, position, bytes);
    return other;
  }

  void truncate(long size) {
    seen = Arrays.copyOf(seen, (int) Math.min(size, seen.length));
    pending.add(new Pending(size, null));
  }

  byte[] read(long position, int length) {
    if (position >= seen.length) {
      return new byte[0];
    }
    return Arrays.copyOfRange(seen, (int) position, (int) Math.min(seen.length, position + length));
  }

  void sync() {
    for (Pending write : pending) {
      durable = apply(durable, write, Integer.MAX_VALUE);
    }
    pending.clear();
  }

  /// What Linux does when a sync fails: the pages are marked clean though the disk never took them. Programs still see
  /// them; no later sync writes them.
  void loseDirtyPages(RandomGenerator random) {
    for (Pending write : pending) {
      if (random.nextInt(3) == 0) {
        durable = apply(durable, write, random.nextInt(1 << 16));
      }
    }
    pending.clear();
  }

  /// Keeps any subset of what was not synced, each write whole or cut at any byte.
  void crash(RandomGenerator random) {
    for (Pending write : pending) {
      int fate = random.nextInt(3);
      if (fate == 0) {
        continue;
      }
      int kept = write.bytes() == null ? 0 : write.bytes().size();
      durable = apply(durable, write, fate == 1 ? kept : random.nextInt(kept + 1));
    }
    pending.clear();
    seen = durable.clone();
  }

  /// Turns one stored bit over, as a failing disk does.
  void flipBit(long position, int bit) {
    seen[(int) position] ^= (byte) (1 << bit);
    durable = seen.clone();
  }

  private static byte[] apply(byte[] to, Pending write, int atMost) {
    Bytes bytes = write.bytes();
    if (bytes == null) {
      return Arrays.copyOf(to, (int) Math.min(write.position(), to.length));
    }
    return put(
        to, write.position(), Arrays.copyOf(bytes.toArray(), Math.min(atMost, bytes.size())));
  }

  private static byte[] put(byte[] to, long position, byte[] bytes) {
    int end = (int) position + bytes.length;
    byte[] result = end > to.length ? Arrays.copyOf(to, end) : to.clone();
    System.arraycopy(bytes, 0, result, (int) position, bytes.length);
    return result;
  }
}
