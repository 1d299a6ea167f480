package nightjar.media.mp4;

import java.util.Arrays;

/// Numbers without boxes, as many as come. Owned by one thread.
final class LongList {
  private long[] values = new long[64];
  private int size;

  void add(long value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  long get(int i) {
    return values[i];
  }

  void set(int i, long value) {
    values[i] = value;
  }

  int size() {
    return size;
  }

  /// Index of the last value that is not above `value`, in a list that rises; -1 when all are.
  int floor(long value) {
    int at = Arrays.binarySearch(values, 0, size, value);
    return at >= 0 ? at : -at - 2;
  }
}
