package nightjar.media.mp4;

/// The sample flags of ISO/IEC 14496-12, 8.8.3.1 that matter to a recorder.
final class SampleFlags {
  /// Depends on no other sample.
  static final int SYNC = 0x02000000;

  /// Depends on others, and is no place to start.
  static final int DELTA = 0x01010000;

  private static final int NON_SYNC_BIT = 0x00010000;

  private SampleFlags() {}

  static boolean isSync(int flags) {
    return (flags & NON_SYNC_BIT) == 0;
  }
}
