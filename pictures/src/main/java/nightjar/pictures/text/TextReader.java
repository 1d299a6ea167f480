package nightjar.pictures.text;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import nightjar.pictures.image.Bgr;
import nightjar.pictures.reading.Corner;
import nightjar.pictures.reading.TextLine;

/// Finds lines of text and reads each as it stands: no dictionary, no correction.
/// Owned by the thread that reads.
public final class TextReader implements AutoCloseable {
  /// Longer side at which lines are looked for; each is then cut out of the full picture.
  private static final int DETECTION_SIDE = 1280;

  private static final int LINE_HEIGHT = 48;
  private static final int LONGEST_LINE = 2400;
  private static final int SURE = 95;

  private final Models models;
  private final LineDecoder decoder;

  private TextReader(Models models) {
    this.models = models;
    decoder = new LineDecoder(models.alphabet());
  }

  /// Empty when the program was built without the models.
  public static Optional<TextReader> open() {
    return Models.load().map(TextReader::new);
  }

  /// `image` as intake makes them. In the order found, which is from top to bottom.
  public List<TextLine> read(BufferedImage image) {
    Bgr picture = Bgr.of(image).grey();
    List<double[]> boxes = boxes(picture);
    boolean upsideDown = isUpsideDown(picture, boxes);
    List<TextLine> lines = new ArrayList<>();
    for (double[] box : boxes) {
      double[] quad = upsideDown ? halfTurned(box) : box;
      LineDecoder.Line line = surest(cut(picture, quad));
      if (!line.text().isBlank()) {
        lines.add(new TextLine(line.text().strip(), line.confidence(), corners(quad)));
      }
    }
    return lines;
  }

  private List<double[]> boxes(Bgr picture) {
    double scale =
        Math.min(1, (double) DETECTION_SIDE / Math.max(picture.width(), picture.height()));
    int w = Math.max(32, (int) Math.round(picture.width() * scale / 32) * 32);
    int h = Math.max(32, (int) Math.round(picture.height() * scale / 32) * 32);
    Models.Output map = models.detect(picture.scaledTo(w, h));
    List<double[]> boxes = new ArrayList<>();
    for (double[] box : TextBoxes.of(map.values(), w, h)) {
      for (int i = 0; i < 8; i++) {
        box[i] *= i % 2 == 0 ? (double) picture.width() / w : (double) picture.height() / h;
      }
      boxes.add(box);
    }
    return boxes;
  }

  /// Asks the three longest lines which way they read more surely.
  private boolean isUpsideDown(Bgr picture, List<double[]> boxes) {
    return boxes.stream()
            .sorted((a, b) -> Double.compare(Rectangles.side(b, 0), Rectangles.side(a, 0)))
            .limit(3)
            .mapToInt(box -> {
              Bgr line = cut(picture, box);
              return line(line.upsideDown()).confidence() - line(line).confidence();
            })
            .sum()
        > 0;
  }

  private static double[] halfTurned(double[] box) {
    double[] out = new double[8];
    for (int i = 0; i < 8; i++) {
      out[i] = box[(i + 4) % 8];
    }
    return out;
  }

  private static Bgr cut(Bgr picture, double[] box) {
    double w = Math.max(1, Math.max(Rectangles.side(box, 0), Rectangles.side(box, 2)));
    double h = Math.max(1, Math.max(Rectangles.side(box, 1), Rectangles.side(box, 3)));
    int width = Math.clamp(Math.round(LINE_HEIGHT * w / h), 16, LONGEST_LINE);
    if (h <= LINE_HEIGHT * 1.5) {
      return picture.cut(box, width, LINE_HEIGHT);
    }
    return picture.cut(box, (int) Math.ceil(w), (int) Math.ceil(h)).scaledTo(width, LINE_HEIGHT);
  }

  /// A line that reads badly may be crossed by moire, which a little blur takes away.
  private LineDecoder.Line surest(Bgr line) {
    LineDecoder.Line asIs = line(line);
    if (asIs.confidence() >= SURE) {
      return asIs;
    }
    LineDecoder.Line softened = line(line.softened());
    return softened.confidence() > asIs.confidence() ? softened : asIs;
  }

  private LineDecoder.Line line(Bgr line) {
    Models.Output out = models.recognise(line);
    return decoder.decode(out.values(), out.rows(), out.columns());
  }

  private static List<Corner> corners(double[] box) {
    List<Corner> corners = new ArrayList<>();
    for (int i = 0; i < 8; i += 2) {
      corners.add(new Corner((int) Math.round(box[i]), (int) Math.round(box[i + 1])));
    }
    return corners;
  }

  @Override
  public void close() {
    models.close();
  }
}
