package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import nightjar.media.codec.CodecConfig;
import org.jspecify.annotations.Nullable;

/// One synthetic camera's pictures, made as they are asked for.
///
/// Owned by one camera; one thread at a time. Made by [SceneLibrary#camera].
public final class SceneEncoder {
  private final Backdrop backdrop;
  private final SliceCoder coder;
  private final int camera;
  private final Panel panel;
  private final Tile tile = new Tile();
  private final @Nullable Raster mirror;
  private int sinceSync;
  private long syncs;
  private int place;

  SceneEncoder(Backdrop backdrop, int camera, String name) {
    this(backdrop, camera, name, null);
  }

  /// With a `mirror` every slice is coded afresh, and the mirror shows what a decoder will.
  SceneEncoder(Backdrop backdrop, int camera, String name, @Nullable Raster mirror) {
    this.backdrop = backdrop;
    this.camera = camera;
    this.mirror = mirror;
    coder = backdrop.coder();
    coder.mirror(mirror);
    panel = new Panel(backdrop.layout, camera, name);
  }

  public CodecConfig.Video config() {
    return backdrop.config;
  }

  /// No frame needs more room.
  public int maxFrameBytes() {
    return backdrop.maxFrameBytes();
  }

  /// The next frame will be a key frame, as when a viewer asks for one.
  public void requestSync() {
    sinceSync = 0;
  }

  /// The next frame will not be a key frame, to measure one.
  void requestDelta() {
    sinceSync = 1;
  }

  /// Appends the next access unit to `out` at its position, each NAL unit behind its length in four bytes.
  ///
  /// `frame` and `wallMicros` are burnt in; frames may be left out, as when a camera drops some.
  /// Returns true for a key frame. `out` must have [#maxFrameBytes] left.
  public boolean encode(long frame, long wallMicros, ByteBuffer out) {
    boolean sync = sinceSync == 0;
    int variant = backdrop.variant(frame);
    panel.set(frame, wallMicros);
    codePanel(sync, out);
    int to = backdrop.path.place(frame, camera);
    if (mirror == null) {
      backdrop.putUpper(coder, sinceSync, syncs, variant, out);
      backdrop.path.put(coder, tile, place, to, sinceSync, syncs, out);
      backdrop.putLower(coder, sinceSync, syncs, variant, out);
    } else {
      SceneryCoder scenery = backdrop.scenery;
      NalUnits.put(
          coder, scenery.code(coder, backdrop.upper, tile, sinceSync, syncs, variant), out);
      NalUnits.put(coder, backdrop.path.code(coder, tile, place, to, sinceSync, syncs), out);
      NalUnits.put(
          coder, scenery.code(coder, backdrop.lower, tile, sinceSync, syncs, variant), out);
    }
    place = to;
    syncs += sync ? 1 : 0;
    sinceSync = sinceSync + 1 == backdrop.format.gop() ? 0 : sinceSync + 1;
    return sync;
  }

  private void codePanel(boolean sync, ByteBuffer out) {
    Layout layout = backdrop.layout;
    coder.begin(0, layout.panelRows(), sinceSync, syncs);
    for (int row = 0; row < layout.panelRows(); row++) {
      for (int column = 0; column < layout.columns(); column++) {
        if (sync || panel.changed(column, row)) {
          panel.draw(tile, column, row);
          coder.intra(tile);
        } else {
          coder.skip();
        }
      }
    }
    NalUnits.put(coder, coder.end(), out);
  }
}
