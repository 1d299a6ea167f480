package nightjar.recovery.picture;

import java.awt.Color;
import java.awt.Font;
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

/// The Info screen for a monitor as the console's page shows it: made to be photographed by hand and read by people and programs alike.
/// Four labels, the same as on the sticker and in the portal's form; below each its value, half as large again, bold and in fixed
/// width; black on light grey because white flares; the QR code half as high as the screen, in whole pixels per module.
/// Owned by the thread that draws.
public final class InfoPicture {
  private static final Color GROUND = new Color(0xe8, 0xe8, 0xe8);

  /// The layout's own unit: a ninetieth of the height, 12 pixels at 1080 lines.
  private static final int UNITS_HIGH = 90;

  /// The size of values, in units.
  private static final double VALUE = 3.6;

  private final InfoScreen info;
  private final Locale locale;
  private final List<String> notes;
  private final int width;
  private final int height;
  private final double margin;
  private final BufferedImage image;
  private final Graphics2D g;

  private InfoPicture(InfoScreen info, Locale locale, List<String> notes, int width, int height) {
    this.info = info;
    this.locale = locale;
    this.notes = notes;
    this.width = width;
    this.height = height;
    margin = 0.05 * width * UNITS_HIGH / height;
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
    double end = text(Font.SANS_SERIF, Font.BOLD, 3.3, margin, 7.7, "Info");
    text(Font.SANS_SERIF, Font.PLAIN, 1.9, end + 1, 7.7, "Nightjar " + info.software());
    OffsetDateTime now = OffsetDateTime.parse(info.time());
    String zone = now.getOffset().getTotalSeconds() == 0 ? "UTC" : "UTC" + now.getOffset();
    double y = 10.1;
    y = row(y, "Model Number", "Numéro de modèle", info.model());
    y = row(y, "Device ID", "Identifiant de l’appareil", info.deviceId());
    y = row(y, "Serial Number", "Numéro de série", SerialNumber.grouped(info.serial()));
    y = row(y, "Date", "Date", DateTimeFormatter.ofPattern("dd MMMM uuuu", locale).format(now));
    value(y + 2.2, DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT).format(now) + " " + zone);
    y += 4.7;
    InfoScreen.Recovery live = info.recovery();
    if (live != null) {
      y = row(y, "Request code", "Code de demande", live.requestCode());
      code(QrCode.of(live.link(), QrCode.Robustness.SCREEN));
    }
    for (String note : notes) {
      y += 3.6;
      text(Font.SANS_SERIF, Font.PLAIN, 2.3, margin, y, note);
    }
    g.dispose();
    return image;
  }

  /// From `top`; where the next one begins. French stands beside the label in small, where it is another word.
  private double row(double top, String label, String french, String value) {
    double end = text(Font.SANS_SERIF, Font.PLAIN, 2.3, margin, top + 2.35, label);
    if (locale.getLanguage().equals("fr") && !french.equals(label)) {
      text(Font.SANS_SERIF, Font.PLAIN, 1.9, end + 0.7, top + 2.35, french);
    }
    value(top + 7.1, value);
    return top + 9.6;
  }

  private void value(double y, String value) {
    text(Font.MONOSPACED, Font.BOLD, VALUE, margin, y, value);
  }

  /// Where it ends.
  private double text(String font, int style, double size, double x, double y, String text) {
    g.setFont(new Font(font, style, (int) Math.round(pixels(size))));
    g.drawString(text, (int) Math.round(pixels(x)), (int) Math.round(pixels(y)));
    return x + g.getFontMetrics().stringWidth(text) / pixels(1);
  }

  private void code(QrCode code) {
    int modules = code.size() + 2 * QrCode.QUIET;
    int module = Math.max(1, height / 2 / modules);
    int left = width - (int) Math.round(pixels(margin)) - module * modules;
    int top = (int) Math.round(pixels(10));
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
