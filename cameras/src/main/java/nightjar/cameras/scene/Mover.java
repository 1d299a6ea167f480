package nightjar.cameras.scene;

/// What moves along the path: a walking figure or a car, crossing the picture in about twelve seconds.
///
/// Safe for any thread because nothing changes after it is made.
final class Mover {
  private static final int PHASES = 8;
  private static final int CLEAR = -1;

  private final int top;
  private final int width;
  private final int height;
  private final int codedWidth;
  private final int step;

  /// Luma, Cb and Cr in one number, or [#CLEAR]; by phase of the walk.
  private final int[][] sprites = new int[PHASES][];

  Mover(SceneFormat format, Layout layout) {
    boolean car = format.place() == Place.CAR_PARK;
    top = layout.pathTop() * 16;
    height = layout.pathRows() * 16;
    width = Math.min(layout.codedWidth(), car ? height * 9 / 4 : height / 2) & ~1;
    codedWidth = layout.codedWidth();
    step = Math.max(1, layout.codedWidth() / (12 * format.framesPerSecond()));
    for (int phase = 0; phase < PHASES; phase++) {
      sprites[phase] = sprite(car, phase);
    }
  }

  /// Places along the path; from the last the mover goes on to the first, out of sight.
  int places() {
    return (codedWidth + width + step - 1) / step;
  }

  /// Whether the mover touches this column of blocks.
  boolean touches(int place, int column) {
    int x = x(place);
    return x < column * 16 + 16 && x + width > column * 16;
  }

  /// Draws what of the mover lies in block (`column`, `row`) over `tile`.
  void draw(Tile tile, int column, int row, int place) {
    int x = x(place);
    int[] sprite = sprites[place / 2 % PHASES];
    for (int j = 0; j < 16; j++) {
      int v = row * 16 + j - top;
      for (int i = Math.max(0, x - column * 16); i < Math.min(16, x + width - column * 16); i++) {
        int colour = sprite[v * width + column * 16 + i - x];
        if (colour != CLEAR) {
          tile.y[j * 16 + i] = colour >> 16;
          int chroma = (j >> 1) * 8 + (i >> 1);
          tile.cb[chroma] = colour >> 8 & 0xff;
          tile.cr[chroma] = colour & 0xff;
        }
      }
    }
  }

  /// Left edge; may lie outside the picture.
  private int x(int place) {
    return (place * step - width) & ~1;
  }

  private int[] sprite(boolean car, int phase) {
    int[] sprite = new int[width * height];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int u = 1000 * x / width;
        int v = 1000 * y / height;
        int rgb = car ? car(u, v, phase) : figure(u, v, phase);
        if (rgb == CLEAR) {
          sprite[y * width + x] = CLEAR;
        } else {
          Painter.Paint paint = Painter.Paint.rgb(rgb);
          sprite[y * width + x] = paint.y() << 16 | paint.cb() << 8 | paint.cr();
        }
      }
    }
    return sprite;
  }

  private static int figure(int u, int v, int phase) {
    int swing = Math.abs(phase - 4) * 60 - 120;
    if (inside(u, v, 500, 110, 170, 85)) {
      return v < 80 ? 0x3a2a1c : 0xd8a888;
    }
    if (v >= 190 && v < 560 && Math.abs(u - 500) < 180) {
      return u > 600 ? 0x8f2f2a : 0xb03a34;
    }
    if (v >= 210 && v < 580 && Math.abs(u - 500 - swing * (v - 210) / 370) < 60) {
      return 0x7a2722;
    }
    if (v >= 560) {
      int spread = swing * (v - 560) / 300;
      if (Math.abs(u - 500 - spread) < 90 || Math.abs(u - 500 + spread) < 90) {
        return v > 950 ? 0x141414 : 0x26324c;
      }
    }
    return CLEAR;
  }

  private static int car(int u, int v, int phase) {
    if (inside(u, v, 220, 850, 80, 150) || inside(u, v, 780, 850, 80, 150)) {
      boolean spoke = inside(u, v, 220, 850, 30, 60) || inside(u, v, 780, 850, 30, 60);
      return spoke && (phase & 1) == 0 ? 0xb0b0b0 : 0x141414;
    }
    int roof = Math.abs(u - 480);
    if (v >= 330 && v < 600 && roof < 200 + (v - 330) / 2) {
      boolean window = v > 370 && v < 560 && roof < 180 + (v - 330) / 2 && roof > 20;
      return window ? 0x8fb4cc : 0x9c2f28;
    }
    if (v >= 580 && v < 880 && u > 20 && u < 980) {
      return u > 940 ? 0xfff0b0 : v < 640 ? 0xc8463c : 0xa8362e;
    }
    return CLEAR;
  }

  private static boolean inside(int u, int v, int cu, int cv, int ru, int rv) {
    long du = 1000L * (u - cu) / ru;
    long dv = 1000L * (v - cv) / rv;
    return du * du + dv * dv < 1_000_000;
  }
}
