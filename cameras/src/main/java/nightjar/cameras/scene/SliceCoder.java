package nightjar.cameras.scene;

import org.jspecify.annotations.Nullable;

/// Codes one slice after another: whole rows of 16x16 blocks, each either skipped (as in the picture before) or coded anew.
///
/// Nothing a slice holds depends on another slice or on an earlier picture, apart from what skipped blocks show:
/// so a slice can be coded once and sent many times. Owned by one encoder; one thread at a time.
sealed interface SliceCoder permits AvcSliceCoder, HevcSliceCoder {
  /// Starts a slice of `rows` rows of blocks. `sinceSync` is 0 in a key frame; `syncs` counts key frames.
  void begin(int firstRow, int rows, int sinceSync, long syncs);

  /// The next block stays as it was; not in a key frame.
  void skip();

  /// The next block shows `tile`, as nearly as the quantiser allows. The tile's samples are left as a decoder will see them.
  void intra(Tile tile);

  /// Ends the slice: the NAL unit without emulation prevention is in [BitWriter#array], of the returned length.
  int end();

  BitWriter bits();

  /// Bits of NAL unit header and slice header, the same for every picture of one kind.
  int headerBits();

  /// Keeps what a decoder will show up to date in `mirror`, for tests.
  void mirror(@Nullable Raster mirror);
}
