package nightjar.recorder.mask;

import java.awt.geom.Path2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A mask as black boxes, for FFmpeg's `drawbox`. Boxes are parts of each decoded picture, not a second picture laid over it, so that
/// no time stamp, however strange, finds a moment without them. Every cell of a grid that a polygon touches is black: what is
/// covered is a little more than what was drawn (at most 1/160 of the width), never less.
public final class Blackout {
  private static final int COLUMNS = 160;
  private static final int ROWS = 90;

  /// More boxes than this would slow FFmpeg down: a mask that needs more gets coarser ones.
  private static final int MOST_BOXES = 400;

  /// Cells of a grid that is `columns` by `rows`.
  record Box(int x, int y, int width, int height, int columns, int rows) {}

  private Blackout() {}

  /// The filter chain; it must see the picture before anything scales it. Never of an empty mask.
  public static String filter(Mask mask) {
    List<String> parts = new ArrayList<>();
    for (Box box : boxes(mask)) {
      parts.add(
          String.format(
              Locale.ROOT,
              "drawbox=x=floor(iw*%d/%d):y=floor(ih*%d/%d):w=ceil(iw*%d/%d)-floor(iw*%d/%d):"
                  + "h=ceil(ih*%d/%d)-floor(ih*%d/%d):color=black:t=fill",
              box.x(),
              box.columns(),
              box.y(),
              box.rows(),
              box.x() + box.width(),
              box.columns(),
              box.x(),
              box.columns(),
              box.y() + box.height(),
              box.rows(),
              box.y(),
              box.rows()));
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a mask that covers nothing");
    }
    return String.join(",", parts);
  }

  static List<Box> boxes(Mask mask) {
    for (int coarser = 1; ; coarser *= 2) {
      List<Box> boxes = boxes(cells(mask, COLUMNS / coarser, ROWS / coarser));
      if (boxes.size() <= MOST_BOXES || coarser == 8) {
        return boxes;
      }
    }
  }

  private static boolean[][] cells(Mask mask, int columns, int rows) {
    boolean[][] cells = new boolean[rows][columns];
    for (Mask.Area area : mask.areas()) {
      Path2D path = path(area, columns, rows);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns; x++) {
          cells[y][x] |= path.intersects(x, y, 1, 1);
        }
      }
    }
    return cells;
  }

  private static Path2D path(Mask.Area area, int columns, int rows) {
    var path = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (Mask.Point point : area.points()) {
      double x = point.x() * columns;
      double y = point.y() * rows;
      if (path.getCurrentPoint() == null) {
        path.moveTo(x, y);
      } else {
        path.lineTo(x, y);
      }
    }
    path.closePath();
    return path;
  }

  /// Runs of cells; those of the same place in rows below each other are one box.
  private static List<Box> boxes(boolean[][] cells) {
    int rows = cells.length;
    int columns = cells[0].length;
    List<Box> boxes = new ArrayList<>();
    for (int y = 0; y < rows; y++) {
      for (int x = 0; x < columns; ) {
        if (!cells[y][x]) {
          x++;
          continue;
        }
        int end = x;
        while (end < columns && cells[y][end]) {
          end++;
        }
        int bottom = y + 1;
        while (bottom < rows && isRun(cells[bottom], x, end)) {
          clear(cells[bottom], x, end);
          bottom++;
        }
        boxes.add(new Box(x, y, end - x, bottom - y, columns, rows));
        x = end;
      }
    }
    return boxes;
  }

  private static boolean isRun(boolean[] row, int from, int end) {
    for (int x = from; x < end; x++) {
      if (!row[x]) {
        return false;
      }
    }
    return (from == 0 || !row[from - 1]) && (end == row.length || !row[end]);
  }

  private static void clear(boolean[] row, int from, int end) {
    for (int x = from; x < end; x++) {
      row[x] = false;
    }
  }
}
