package nightjar.pictures.qr;

import com.google.zxing.Result;
import com.google.zxing.ResultPoint;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import nightjar.pictures.reading.Pose;

/// A QR code on a picture: its text and how it stands there; `size` in pixels of the picture it was read from.
public record QrFound(String text, Pose pose, double size) {
  /// That of the largest code: a small one beside it may be cut off.
  public static Pose pose(List<QrFound> codes) {
    return codes.stream()
        .max(Comparator.comparingDouble(QrFound::size))
        .map(QrFound::pose)
        .orElse(Pose.UNKNOWN);
  }

  /// ZXing gives the middles of the three large squares first: below left, above left, above right.
  static QrFound of(Result result, UnaryOperator<ResultPoint> before) {
    ResultPoint[] points = result.getResultPoints();
    if (points == null || points.length < 3) {
      return new QrFound(result.getText(), Pose.UNKNOWN, 0);
    }
    ResultPoint down = before.apply(points[0]);
    ResultPoint corner = before.apply(points[1]);
    ResultPoint across = before.apply(points[2]);
    double ax = across.getX() - corner.getX();
    double ay = across.getY() - corner.getY();
    double dx = down.getX() - corner.getX();
    double dy = down.getY() - corner.getY();
    double square = ax * ax + ay * ay;
    return new QrFound(
        result.getText(),
        Pose.of(result.getText(), (dx * ax + dy * ay) / square, (dy * ax - dx * ay) / square),
        Math.sqrt(square));
  }
}
