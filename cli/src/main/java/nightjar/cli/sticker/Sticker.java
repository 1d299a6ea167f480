package nightjar.cli.sticker;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import nightjar.recovery.identity.DeviceIdentity;
import nightjar.recovery.identity.SerialNumber;
import nightjar.recovery.qr.QrCode;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/// A label of 80 by 40 mm with the three names in the words of the Info screen and the portal's form, and a QR code of them.
/// It holds nothing secret: labels are photographed, and thrown away with the box.
public final class Sticker {
  /// In front of the three names in the QR code, which colons separate.
  public static final String QR_PREFIX = "NVR1-LABEL:";

  private static final float MM = 72 / 25.4f;
  private static final float WIDTH = 80 * MM;
  private static final float HEIGHT = 40 * MM;
  private static final float MARGIN = 3 * MM;
  private static final float QR_SIDE = 27 * MM;

  private final DeviceIdentity identity;

  public Sticker(DeviceIdentity identity) {
    this.identity = identity;
  }

  /// What the QR code says.
  public String qrText() {
    return QR_PREFIX + identity.model() + ":" + identity.deviceId() + ":" + identity.serial();
  }

  /// One page of the label's size.
  public byte[] pdf() {
    try (var document = new PDDocument();
        var out = new ByteArrayOutputStream()) {
      var page = new PDPage(new PDRectangle(WIDTH, HEIGHT));
      document.addPage(page);
      document.getDocumentInformation().setTitle("Nightjar " + identity.deviceId());
      try (var canvas = new PDPageContentStream(document, page)) {
        drawWords(canvas);
        drawQr(canvas);
      }
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The same page as a picture, so that both can never differ.
  public byte[] png(int dotsPerInch) {
    try (PDDocument document = Loader.loadPDF(pdf());
        var out = new ByteArrayOutputStream()) {
      BufferedImage picture =
          new PDFRenderer(document).renderImageWithDPI(0, dotsPerInch, ImageType.GRAY);
      ImageIO.write(picture, "png", out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void drawWords(PDPageContentStream canvas) throws IOException {
    PDFont plain = new PDType1Font(FontName.HELVETICA);
    PDFont bold = new PDType1Font(FontName.HELVETICA_BOLD);
    text(canvas, bold, 11, HEIGHT - MARGIN - 9, "Nightjar");
    float y = HEIGHT - MARGIN - 26;
    String[][] rows = {
      {"Model Number", "Num\u00e9ro de mod\u00e8le", identity.model()},
      {"Device ID", "Identifiant", identity.deviceId()},
      {"Serial Number", "Num\u00e9ro de s\u00e9rie", SerialNumber.grouped(identity.serial())}
    };
    for (String[] row : rows) {
      text(canvas, plain, 5, y, row[0] + " / " + row[1]);
      text(canvas, bold, fitting(bold, row[2]), y - 10, row[2]);
      y -= 25;
    }
  }

  /// The largest size, up to 10 points, at which `value` stays clear of the QR code.
  private static float fitting(PDFont font, String value) throws IOException {
    float room = WIDTH - 3 * MARGIN - QR_SIDE;
    return Math.min(10, room / (font.getStringWidth(value) / 1000));
  }

  private static void text(
      PDPageContentStream canvas, PDFont font, float size, float y, String words)
      throws IOException {
    canvas.beginText();
    canvas.setFont(font, size);
    canvas.newLineAtOffset(MARGIN, y);
    canvas.showText(words);
    canvas.endText();
  }

  private void drawQr(PDPageContentStream canvas) throws IOException {
    QrCode code = QrCode.of(qrText(), QrCode.Robustness.PAPER);
    float module = QR_SIDE / code.size();
    float left = WIDTH - MARGIN - QR_SIDE;
    float top = (HEIGHT + QR_SIDE) / 2;
    for (int y = 0; y < code.size(); y++) {
      for (int x = 0; x < code.size(); x++) {
        if (code.isDark(x, y)) {
          canvas.addRect(left + x * module, top - (y + 1) * module, module, module);
        }
      }
    }
    canvas.fill();
  }
}
