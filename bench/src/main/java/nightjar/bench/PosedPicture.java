package nightjar.bench;

import java.awt.image.BufferedImage;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.pictures.simulated.Photograph;
import nightjar.pictures.simulated.Scene;

/// One simulated photograph with what is on it: `code` is its QR code's text.
record PosedPicture(Bytes jpeg, String code, boolean legible) {
  /// Where a line of values stands on the subject, in its pixels; `height` is that of its capitals.
  record Line(double left, double right, double baseline, double height) {}

  private static final double LEAST_HEIGHT = 11;
  private static final double HEIGHT_BY_BLUR = 5;
  private static final double MOST_GLARE = 100;

  static PosedPicture of(BufferedImage subject, Scene scene, String code, List<Line> lines) {
    Photograph photograph = Photograph.of(subject, scene);
    return new PosedPicture(photograph.jpeg(), code, legible(photograph, scene, lines));
  }

  /// A person reads capitals of 11 pixels and more, as long as blur is less than a fifth of their height and no reflection takes more
  /// than about half of the contrast anywhere on the line.
  private static boolean legible(Photograph photograph, Scene scene, List<Line> lines) {
    double blur = Math.hypot(scene.blur(), scene.shake() / Math.sqrt(12));
    for (Line line : lines) {
      for (int i = 0; i <= 20; i++) {
        double x = line.left + (line.right - line.left) * i / 20;
        double y = line.baseline - line.height / 2;
        double height = line.height * photograph.scaleAt(x, y);
        if (height < LEAST_HEIGHT
            || height < HEIGHT_BY_BLUR * blur
            || photograph.glareAt(x, y) > MOST_GLARE) {
          return false;
        }
      }
    }
    return true;
  }
}
