package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import nightjar.cameras.scene.SceneryCoder.Band;
import nightjar.media.codec.CodecConfig;

/// All that cameras of one format share: the drawn place, and its slices coded once.
///
/// Safe for any thread because only [Path] changes after it is made, which is safe itself.
final class Backdrop {
  final SceneFormat format;
  final Layout layout;
  final Path path;
  final CodecConfig.Video config;
  final SceneryCoder scenery;
  final Band upper;
  final Band lower;
  final int variants;
  private final CodedSlice[] key = new CodedSlice[2];
  private final CodedSlice[][] moving;

  Backdrop(SceneFormat format, Texture texture) {
    this.format = format;
    layout = Layout.of(format.width(), format.height());
    Raster still = Scenery.draw(format.place(), layout, texture.grain());
    path = new Path(format, layout, still);
    config = config(format);
    scenery = new SceneryCoder(format, layout, still, texture);
    upper = new Band(layout.panelRows(), layout.pathTop() - layout.panelRows());
    lower = new Band(layout.sceneryBottom(), layout.rows() - layout.sceneryBottom());
    variants = texture.share() == 0 ? 1 : Texture.VARIANTS;
    moving = new CodedSlice[variants][2];
    SliceCoder coder = coder();
    Tile tile = new Tile();
    for (int i = 0; i < 2; i++) {
      Band band = i == 0 ? upper : lower;
      key[i] = slice(coder, band, scenery.code(coder, band, tile, 0, 0, 0));
      for (int variant = 0; variant < variants; variant++) {
        moving[variant][i] = slice(coder, band, scenery.code(coder, band, tile, 1, 0, variant));
      }
    }
  }

  SliceCoder coder() {
    return switch (format.codec()) {
      case H264 -> new AvcSliceCoder(layout.columns());
      case H265 -> new HevcSliceCoder(layout.columns(), layout.rows());
    };
  }

  /// The gust that blows in a frame.
  int variant(long frame) {
    return Math.floorMod(Grain.hash((int) frame, (int) (frame >> 32), 11), variants);
  }

  void putUpper(SliceCoder coder, int sinceSync, long syncs, int variant, ByteBuffer out) {
    slices(sinceSync, variant)[0].put(coder, sinceSync, syncs, out);
  }

  void putLower(SliceCoder coder, int sinceSync, long syncs, int variant, ByteBuffer out) {
    slices(sinceSync, variant)[1].put(coder, sinceSync, syncs, out);
  }

  private CodedSlice[] slices(int sinceSync, int variant) {
    return sinceSync == 0 ? key : moving[variant];
  }

  /// No access unit is longer.
  int maxFrameBytes() {
    int most = key[0].size() + key[1].size();
    for (CodedSlice[] pair : moving) {
      most = Math.max(most, pair[0].size() + pair[1].size());
    }
    // 3200 bits is the most a macroblock may have (H.264, A.3.1); headers and emulation prevention
    // besides
    return most + layout.columns() * (layout.panelRows() + layout.pathRows()) * 600 + 4096;
  }

  private static CodedSlice slice(SliceCoder coder, Band band, int length) {
    return new CodedSlice(coder, band.firstRow(), band.rows(), length);
  }

  private static CodecConfig.Video config(SceneFormat format) {
    return switch (format.codec()) {
      case H264 -> AvcParameterSets.config(format);
      case H265 -> HevcParameterSets.config(format);
    };
  }
}
