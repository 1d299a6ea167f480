package nightjar.cameras.scene;

import java.nio.ByteBuffer;
import nightjar.cameras.scene.SceneryCoder.Band;

/// Finds the texture that makes a format's stream about as large as it asks for, by coding the scenery a few times.
///
/// A key frame gets the bytes of about nine others, as cameras give it.
final class Tuner {
  private static final int KEY_WEIGHT = 9;
  private static final int MEASURED_FRAMES = 25;
  private static final int MEASURED_VARIANTS = 4;

  /// A share with which every variant stirs every lively block: calm wind is 0.7 of the average.
  private static final int EVERY = 1463;

  private final SceneFormat format;
  private final Layout layout;
  private final SliceCoder coder;
  private final Tile tile = new Tile();

  private Tuner(Backdrop still) {
    format = still.format;
    layout = still.layout;
    coder = still.coder();
  }

  static Backdrop backdrop(SceneFormat format) {
    Backdrop still = new Backdrop(format, Texture.STILL);
    return format.bitsPerSecond() == 0
        ? still
        : new Backdrop(format, new Tuner(still).texture(still));
  }

  private Texture texture(Backdrop still) {
    double gopBytes = format.bitsPerSecond() / 8.0 * format.gop() / format.framesPerSecond();
    double unit = gopBytes / (KEY_WEIGHT + format.gop() - 1);
    int grain = grain(KEY_WEIGHT * unit - keyOverhead(still));
    return stirring(grain, unit - bareBytes(new Backdrop(format, new Texture(grain, 0, 0))));
  }

  /// Bytes of a key frame that are not scenery.
  private int keyOverhead(Backdrop still) {
    SceneEncoder encoder = new SceneEncoder(still, 0, "");
    ByteBuffer out = ByteBuffer.allocate(encoder.maxFrameBytes());
    encoder.encode(0, 0, out);
    return out.position() - keyBytes(0);
  }

  /// Mean bytes of a picture in which only panel and mover change.
  private double bareBytes(Backdrop grainy) {
    SceneEncoder encoder = new SceneEncoder(grainy, 0, "");
    ByteBuffer out = ByteBuffer.allocate(encoder.maxFrameBytes());
    long sum = 0;
    for (int i = 0; i <= MEASURED_FRAMES; i++) {
      // spread over the mover's whole way, and twice in each place to see it move on
      long frame = i * 6L * format.framesPerSecond() / MEASURED_FRAMES * 2;
      encoder.requestDelta();
      out.clear();
      encoder.encode(frame, frame * 1_000_000 / format.framesPerSecond(), out);
      out.clear();
      encoder.requestDelta();
      encoder.encode(frame + 1, (frame + 1) * 1_000_000 / format.framesPerSecond(), out);
      sum += out.position();
    }
    return (double) sum / (MEASURED_FRAMES + 1);
  }

  /// The noise with which a whole still picture is as near as can be to `wanted` bytes.
  private int grain(double wanted) {
    int low = 0;
    int high = 128;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (keyBytes(middle) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The weakest movement with which all lively blocks make more than `wanted` bytes, and the share of them that makes as many.
  private Texture stirring(int grain, double wanted) {
    if (wanted <= 0) {
      return new Texture(grain, 0, 0);
    }
    Raster still = Scenery.draw(format.place(), layout, grain);
    int strength = 8;
    while (strength < 128 && stirredBytes(still, new Texture(grain, strength, EVERY)) < wanted) {
      strength += strength / 2;
    }
    int low = 0;
    int high = EVERY;
    while (high - low > 1) {
      int middle = (low + high) / 2;
      if (stirredBytes(still, new Texture(grain, strength, middle)) < wanted) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return new Texture(grain, strength, high);
  }

  private int stirredBytes(Raster still, Texture texture) {
    int sum = 0;
    for (int variant = 0; variant < MEASURED_VARIANTS; variant++) {
      sum += bytes(still, texture, 1, variant);
    }
    return sum / MEASURED_VARIANTS;
  }

  private int keyBytes(int grain) {
    Raster still = Scenery.draw(format.place(), layout, grain);
    return bytes(still, Texture.STILL, 0, 0);
  }

  private int bytes(Raster still, Texture texture, int sinceSync, int variant) {
    SceneryCoder scenery = new SceneryCoder(format, layout, still, texture);
    Band all = new Band(layout.panelRows(), layout.rows() - layout.panelRows());
    return scenery.code(coder, all, tile, sinceSync, 0, variant);
  }
}
