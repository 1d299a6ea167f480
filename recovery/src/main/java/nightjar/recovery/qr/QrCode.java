package nightjar.recovery.qr;

import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nightjar.base.Fault;

/// A QR code without its quiet zone: a square of dark and light modules.
/// Safe for any thread because the matrix is never written after it was made.
public final class QrCode {
  /// ISO/IEC 18004 asks for four light modules on every side.
  public static final int QUIET = 4;

  /// How much may be lost to glare and thumbs.
  public enum Robustness {
    /// 15 %: for screens, which do not wear.
    SCREEN,
    /// 25 %: for paper.
    PAPER
  }

  private final ByteMatrix modules;

  private QrCode(ByteMatrix modules) {
    this.modules = modules;
  }

  /// Upper case, digits, `:`, `-`, `.` and `/` alone take 5.5 bits each; other text takes 8.
  public static QrCode of(String text, Robustness robustness) {
    ErrorCorrectionLevel level =
        switch (robustness) {
          case SCREEN -> ErrorCorrectionLevel.M;
          case PAPER -> ErrorCorrectionLevel.Q;
        };
    try {
      Map<EncodeHintType, Object> hints = Map.of(EncodeHintType.CHARACTER_SET, "UTF-8");
      return new QrCode(Encoder.encode(text, level, hints).getMatrix());
    } catch (WriterException e) {
      throw Fault.of(
          Fault.Kind.INVALID,
          text.length() + " characters do not fit into a QR code",
          "Use a shorter address of the portal.",
          e);
    }
  }

  /// Modules on a side.
  public int size() {
    return modules.getWidth();
  }

  /// False outside, so the quiet zone needs no case of its own.
  public boolean isDark(int x, int y) {
    return x >= 0 && y >= 0 && x < size() && y < size() && modules.get(x, y) == 1;
  }

  /// As a picture with one unit a module and the quiet zone around, so that a page can give each module whole pixels. Black on
  /// light grey: on a bright monitor white flares.
  public String svg() {
    int side = size() + 2 * QUIET;
    var svg = new StringBuilder();
    svg.append("<svg xmlns='http://www.w3.org/2000/svg' width='%1$d' height='%1$d'".formatted(side))
        .append(" viewBox='0 0 %1$d %1$d' shape-rendering='crispEdges'>".formatted(side))
        .append("<rect width='100%' height='100%' fill='#e8e8e8'/><path d='");
    for (int y = 0; y < size(); y++) {
      for (int x = 0; x < size(); x++) {
        if (isDark(x, y)) {
          svg.append('M').append(x + QUIET).append(' ').append(y + QUIET).append("h1v1h-1z");
        }
      }
    }
    return svg.append("'/></svg>").toString();
  }

  /// Lines of half-block characters, two modules high each, with `quiet` light modules around. Light modules are drawn, for
  /// light text on a dark ground, which terminals usually have; scanners read the other way round as well or not at all, so
  /// callers set both colours.
  public List<String> halfBlocks(int quiet) {
    List<String> lines = new ArrayList<>();
    for (int y = -quiet; y < size() + quiet; y += 2) {
      var line = new StringBuilder();
      for (int x = -quiet; x < size() + quiet; x++) {
        boolean top = isDark(x, y);
        boolean bottom = isDark(x, y + 1) || y + 1 >= size() + quiet;
        line.append(top ? (bottom ? ' ' : '▄') : (bottom ? '▀' : '█'));
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
