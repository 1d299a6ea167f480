package nightjar.store.recording;

import nightjar.base.Fault;

/// A stretch of time, from `start` up to but without `end`, in microseconds since 1970 UTC.
public record Interval(long start, long end) {
  public Interval {
    if (end < start) {
      throw Fault.of(
          Fault.Kind.INVALID,
          "a time that ends (" + end + ") before it begins (" + start + ")",
          "");
    }
  }

  public long micros() {
    return end - start;
  }

  public boolean overlaps(long otherStart, long otherEnd) {
    return start < otherEnd && otherStart < end;
  }

  /// What both have in common; empty, at `start`, when nothing.
  public Interval clip(long from, long to) {
    if (start >= from && end <= to) {
      return this;
    }
    long clippedStart = Math.max(start, from);
    return new Interval(clippedStart, Math.max(clippedStart, Math.min(end, to)));
  }
}
