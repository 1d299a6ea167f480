package nightjar.cameras.scene;

/// Where things are in the picture, in blocks of 16x16 samples; each band is a slice.
///
/// ```
/// +--------------------------+   panel: clock cells, name and time (beside the cells where there is room)
/// | cells      | text        |
/// +--------------------------+   panelRows
/// | upper scenery            |
/// +--------------------------+   pathTop
/// | path, where things move  |
/// +--------------------------+   pathTop + pathRows
/// | lower scenery            |
/// +--------------------------+   rows
/// ```
///
/// @param textSize 0: two characters a block; 1: one; 2: a character in two by two blocks
record Layout(
    int columns,
    int rows,
    int cellColumns,
    int panelRows,
    int textSize,
    int textColumn,
    int textRow,
    int pathTop,
    int pathRows) {

  /// Characters in a line of text.
  static final int LINE = 34;

  static Layout of(int width, int height) {
    int columns = (width + 15) / 16;
    int rows = (height + 15) / 16;
    int cellColumns = ClockCells.columns(width);
    int cellRows = ClockCells.COUNT / cellColumns;
    int besideWidth = width - 16 * cellColumns;
    int size = width < 640 ? 0 : width < 2400 ? 1 : 2;
    boolean beside = size > 0 && besideWidth >= LINE * 16;
    int panelRows = beside ? cellRows : cellRows + 2;
    int textRow = !beside ? cellRows : size == 1 ? 1 : 0;
    int scenery = rows - panelRows;
    int pathRows = Math.clamp(scenery / 7, 1, 8);
    int pathTop = panelRows + (scenery - pathRows) * 3 / 5;
    return new Layout(
        columns,
        rows,
        cellColumns,
        panelRows,
        size,
        beside ? cellColumns : 0,
        textRow,
        pathTop,
        pathRows);
  }

  int sceneryBottom() {
    return pathTop + pathRows;
  }

  int codedWidth() {
    return columns * 16;
  }
}
