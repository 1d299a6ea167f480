package nightjar.recovery.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import nightjar.base.Fault;
import nightjar.recovery.console.InfoScreen;
import nightjar.recovery.identity.SerialNumber;
import nightjar.recovery.qr.QrCode;

/// The Info screen for a monitor: made to be photographed by hand and read by people and programs alike. Four labels, the same as on the
/// sticker and in the portal's form; values in fixed width with slashed zeros, black on light grey because white flares; the QR code half
/// as high as the screen, in whole pixels per module.
/// Owned by the thread that draws.
public final class InfoPicture {
  private static final Color GROUND = new Color(0xe8, 0xe8, 0xe8);

  /// The layout's own unit: a ninetieth of the height, 12 pixels at 1080 lines.
  private static final int UNITS_HIGH = 90;

  private final InfoScreen info;
  private final Locale locale;
  private final List<String> notes;
  private final int width;
  private final int height;
  private final BufferedImage image;
  private final Graphics2D g;

  private InfoPicture(InfoScreen info, Locale locale, List<String> notes, int width, int height) {
    this.info = info;
    this.locale = locale;
    this.notes = notes;
    this.width = width;
    this.height = height;
    image = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    g = image.createGraphics();
  }

  /// `notes`: lines below the values, in `locale`'s language, as the date is.
  public static BufferedImage draw(
      InfoScreen info, Locale locale, List<String> notes, int width, int height) {
    if (width < 1024 || height < 600 || width > 7680 || height > 4320) {
      throw Fault.of(
          Fault.Kind.INVALID,
          width + " x " + height + " is no screen's size",
          "From 1024 x 600 to 7680 x 4320.");
    }
    try {
      return new InfoPicture(info, locale, notes, width, height).draw();
    } catch (LinkageError | RuntimeException e) {
      // The JDK's own message is a NullPointerException deep in its font code.
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "this machine has no fonts to draw the Info screen with: " + e,
          "Install fonts, for example the package fonts-dejavu-core, or use --terminal.",
          e);
    }
  }

  private BufferedImage draw() {
    g.setColor(GROUND);
    g.fillRect(0, 0, width, height);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.BLACK);
    text(Font.SANS_SERIF, Font.BOLD, 3.3, 8, 12, "Info");
    text(Font.SANS_SERIF, Font.PLAIN, 2, 8, 16, "Nightjar " + info.software());
    OffsetDateTime now = OffsetDateTime.parse(info.time());
    String zone = now.getOffset().getTotalSeconds() == 0 ? "UTC" : "UTC" + now.getOffset();
    row(26, "Model Number", "Numéro de modèle", info.model());
    row(34, "Device ID", "Identifiant", info.deviceId());
    row(42, "Serial Number", "Numéro de série", SerialNumber.grouped(info.serial()));
    row(50, "Date", "Date", DateTimeFormatter.ofPattern("d MMMM uuuu", locale).format(now));
    value(54, DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(now) + " " + zone);
    InfoScreen.Recovery live = info.recovery();
    if (live != null) {
      row(63, "Request code", "Code de demande", live.requestCode());
      code(QrCode.of(live.link(), QrCode.Robustness.SCREEN));
    }
    double y = 70;
    for (String note : notes) {
      text(Font.SANS_SERIF, Font.PLAIN, 2.2, 8, y, note);
      y += 3.6;
    }
    g.dispose();
    return image;
  }

  /// French stands below the label in small, where it is another word.
  private void row(double y, String label, String french, String value) {
    text(Font.SANS_SERIF, Font.PLAIN, 2.4, 8, y, label);
    if (!french.equals(label)) {
      text(Font.SANS_SERIF, Font.PLAIN, 1.6, 8, y + 2.2, french);
    }
    value(y, value);
  }

  private void value(double y, String value) {
    double left = 29;
    text(Font.MONOSPACED, Font.PLAIN, 3, left, y, value);
    FontMetrics metrics = g.getFontMetrics();
    double advance = metrics.charWidth('0');
    double high = pixels(3) * 0.70;
    g.setStroke(new BasicStroke((float) (pixels(3) * 0.055)));
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) == '0') {
        double x = pixels(left) + metrics.stringWidth(value.substring(0, i));
        g.drawLine(
            (int) Math.round(x + advance * 0.30),
            (int) Math.round(pixels(y) - high * 0.14),
            (int) Math.round(x + advance * 0.70),
            (int) Math.round(pixels(y) - high * 0.86));
      }
    }
  }

  private void text(String font, int style, double size, double x, double y, String text) {
    g.setFont(new Font(font, style, (int) Math.round(pixels(size))));
    g.drawString(text, (int) Math.round(pixels(x)), (int) Math.round(pixels(y)));
  }

  private void code(QrCode code) {
    int modules = code.size() + 2 * QrCode.QUIET;
    int module = Math.max(1, height / 2 / modules);
    int left = width - (int) Math.round(pixels(8)) - module * modules;
    int top = (int) Math.round(pixels(18));
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          g.fillRect(
              left + (x + QrCode.QUIET) * module,
              top + (y + QrCode.QUIET) * module,
              module,
              module);
        }
      }
    }
  }

  private double pixels(double units) {
    return units * height / UNITS_HIGH;
  }
}
