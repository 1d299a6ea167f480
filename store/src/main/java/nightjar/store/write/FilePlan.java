package nightjar.store.write;

import nightjar.store.recording.StreamKey;

/// A recording file as the camera's thread sees it: which one, and whether the disk still takes it.
///
/// Safe for any thread because all but one field is final, and that one is set once, by the disk's thread.
final class FilePlan {
  final StreamKey key;
  final long session;
  final long sequence;
  private volatile boolean broken;

  FilePlan(StreamKey key, long session, long sequence) {
    this.key = key;
    this.session = session;
    this.sequence = sequence;
  }

  /// The disk gave this file up: what is still to come for it is lost.
  void breakOff() {
    broken = true;
  }

  boolean broken() {
    return broken;
  }
}
