package nightjar.pictures.text;

import java.util.ArrayList;
import java.util.List;

/// Tilted rectangles around lines of text, from the map of how likely each pixel is text (DB, "Real-time Scene Text Detection with
/// Differentiable Binarization").
final class TextBoxes {
  private static final float LIKELY = 0.3f;
  private static final double LIKELY_ON_AVERAGE = 0.5;
  private static final int LEAST_SIDE = 3;

  /// The network marks the core of a line only; this is its training's inverse (Vatti's offset, area by perimeter).
  private static final double GROW = 1.6;

  private static final int MOST_BOXES = 200;

  private final float[] map;
  private final int width;
  private final int height;
  private final boolean[] seen;
  private final int[] stack;

  private TextBoxes(float[] map, int width, int height) {
    this.map = map;
    this.width = width;
    this.height = height;
    seen = new boolean[map.length];
    stack = new int[map.length];
  }

  /// Four corners each (x and y, clockwise), the long side first and running to the right where it can.
  static List<double[]> of(float[] map, int width, int height) {
    return new TextBoxes(map, width, height).all();
  }

  private List<double[]> all() {
    List<double[]> boxes = new ArrayList<>();
    for (int i = 0; i < map.length && boxes.size() < MOST_BOXES; i++) {
      if (!seen[i] && map[i] > LIKELY) {
        List<int[]> edge = component(i);
        if (edge.size() > 2) {
          double[] box = Rectangles.smallestAround(edge);
          double across = Rectangles.side(box, 0);
          double down = Rectangles.side(box, 1);
          if (Math.min(across, down) >= LEAST_SIDE) {
            double by = across * down * GROW / (2 * (across + down));
            boxes.add(Rectangles.readable(Rectangles.grown(box, by)));
          }
        }
      }
    }
    return boxes;
  }

  /// The edge pixels of the component at `start`; none when it is unlikely to be text on average.
  private List<int[]> component(int start) {
    List<int[]> edge = new ArrayList<>();
    int top = 0;
    stack[top++] = start;
    seen[start] = true;
    double sum = 0;
    int count = 0;
    while (top > 0) {
      int i = stack[--top];
      sum += map[i];
      count++;
      int x = i % width;
      int y = i / width;
      boolean inside = true;
      for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
          int nx = x + dx;
          int ny = y + dy;
          if (nx < 0 || ny < 0 || nx >= width || ny >= height || map[ny * width + nx] <= LIKELY) {
            inside = false;
          } else if (!seen[ny * width + nx]) {
            seen[ny * width + nx] = true;
            stack[top++] = ny * width + nx;
          }
        }
      }
      if (!inside) {
        edge.add(new int[] {x, y});
      }
    }
    return sum / count < LIKELY_ON_AVERAGE ? List.of() : edge;
  }
}
