package nightjar.cameras.scene;

import java.util.Arrays;

/// The top of the picture: clock cells, the camera's name, date, time and frame number; knows which blocks changed.
///
/// Owned by one encoder.
final class Panel {
  static final int BLACK = 16;
  static final int WHITE = 235;

  private static final int BLANK = 0;
  private static final int WHITE_CELL = 1;
  private static final int TEXT = 1 << 24;

  private final Layout layout;
  private final int camera;
  private final ClockCells cells = new ClockCells();
  private final byte[][] text = new byte[2][Layout.LINE];
  private final int[] shown;
  private final boolean[] changed;

  Panel(Layout layout, int camera, String name) {
    this.layout = layout;
    this.camera = camera;
    shown = new int[layout.columns() * layout.panelRows()];
    changed = new boolean[shown.length];
    Arrays.fill(text[0], (byte) ' ');
    for (int i = 0; i < Math.min(name.length(), Layout.LINE - 1); i++) {
      text[0][i + 1] = Glyphs.drawable(name.charAt(i));
    }
  }

  /// What the panel shows from now on.
  void set(long frame, long wallMicros) {
    cells.set(camera, frame, wallMicros);
    ClockText.write(frame, wallMicros, text[1]);
    int i = 0;
    for (int row = 0; row < layout.panelRows(); row++) {
      for (int column = 0; column < layout.columns(); column++, i++) {
        int content = content(column, row);
        changed[i] = content != shown[i];
        shown[i] = content;
      }
    }
  }

  /// Whether the last [#set] changed this block.
  boolean changed(int column, int row) {
    return changed[row * layout.columns() + column];
  }

  void draw(Tile tile, int column, int row) {
    int content = shown[row * layout.columns() + column];
    if (content < TEXT) {
      tile.fill(content == WHITE_CELL ? WHITE : BLACK);
    } else {
      drawText(tile, content);
    }
  }

  private int content(int column, int row) {
    int cell = row * layout.cellColumns() + column;
    if (column < layout.cellColumns() && cell < ClockCells.COUNT) {
      return cells.bit(cell) ? WHITE_CELL : BLANK;
    }
    int across = column - layout.textColumn();
    int down = row - layout.textRow();
    if (across < 0 || down < 0) {
      return BLANK;
    }
    return switch (layout.textSize()) {
      case 0 -> text(down, across * 2, across * 2 + 1, 0);
      case 1 -> text(down, across, across, 0);
      default -> text(down / 2, across / 2, across / 2, (across & 1) + 2 * (down & 1));
    };
  }

  /// Both characters in a block and which quarter of a character the block is, in one number.
  private int text(int line, int first, int second, int quarter) {
    if (line > 1 || second >= Layout.LINE) {
      return BLANK;
    }
    int one = text[line][first];
    int two = text[line][second];
    return one == ' ' && two == ' ' ? BLANK : TEXT | quarter << 16 | one << 8 | two;
  }

  private void drawText(Tile tile, int content) {
    tile.fill(BLACK);
    tile.textured();
    int first = content >> 8 & 0xff;
    int second = content & 0xff;
    int quarter = content >> 16 & 3;
    for (int y = 0; y < 16; y++) {
      for (int x = 0; x < 16; x++) {
        boolean lit =
            switch (layout.textSize()) {
              case 0 -> Glyphs.lit(x < 8 ? first : second, (x & 7) - 1, Math.floorDiv(y - 1, 2));
              case 1 -> Glyphs.lit(first, Math.floorDiv(x - 3, 2), Math.floorDiv(y - 1, 2));
              default -> {
                int u = x + 16 * (quarter & 1) - 6;
                int v = y + 8 * (quarter & 2) - 2;
                yield Glyphs.lit(first, u >> 2, v >> 2);
              }
            };
        if (lit) {
          tile.y[y * 16 + x] = WHITE;
        }
      }
    }
  }
}
