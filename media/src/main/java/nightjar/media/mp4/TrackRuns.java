package nightjar.media.mp4;

/// The `tf_flags` and `tr_flags` of track fragments (ISO/IEC 14496-12, 8.8.7 and 8.8.8).
final class TrackRuns {
  static final int BASE_DATA_OFFSET = 0x1;
  static final int DESCRIPTION_INDEX = 0x2;
  static final int DEFAULT_DURATION = 0x8;
  static final int DEFAULT_SIZE = 0x10;
  static final int DEFAULT_FLAGS = 0x20;
  static final int DEFAULT_BASE_IS_MOOF = 0x20000;

  static final int DATA_OFFSET = 0x1;
  static final int FIRST_FLAGS = 0x4;
  static final int DURATION = 0x100;
  static final int SIZE = 0x200;
  static final int FLAGS = 0x400;
  static final int COMPOSITION = 0x800;

  private TrackRuns() {}
}
