package nightjar.pictures.intake;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;

/// Turns a picture as its camera was held, and makes it no larger than wanted, on white where it was transparent.
final class Upright {
  private Upright() {}

  /// `orientation` as EXIF 2.3 numbers it, 1 to 8.
  static BufferedImage of(BufferedImage image, int orientation, int longest) {
    int w = image.getWidth();
    int h = image.getHeight();
    double scale = Math.min(1, (double) longest / Math.max(w, h));
    boolean sideways = orientation >= 5;
    int outW = Math.max(1, (int) Math.round((sideways ? h : w) * scale));
    int outH = Math.max(1, (int) Math.round((sideways ? w : h) * scale));
    var out = new BufferedImage(outW, outH, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = out.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, outW, outH);
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    var transform =
        AffineTransform.getScaleInstance(
            (double) outW / (sideways ? h : w), (double) outH / (sideways ? w : h));
    transform.concatenate(turn(orientation, w, h));
    g.drawImage(image, transform, null);
    g.dispose();
    return out;
  }

  private static AffineTransform turn(int orientation, int w, int h) {
    return switch (orientation) {
      case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
      case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
      case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
      case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
      case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
      case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
      case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
      default -> new AffineTransform();
    };
  }
}
