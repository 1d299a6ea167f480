package nightjar.pictures.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import nightjar.pictures.reading.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnifferTest {
  @Test
  void plainPicturesAreTaken() {
    assertThat(Sniffer.sniff(Hostile.file("jpeg"))).isInstanceOf(Sniffed.Jpeg.class);
    assertThat(Sniffer.sniff(Hostile.file("png"))).isInstanceOf(Sniffed.Png.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        "<?xml version='1.0'?><svg/>",
        "%PDF-1.7",
        "MZ\u0090",
        "hello",
        "\u00ff\u00d8"
      })
  void whatIsNoPictureIsRefused(String content) {
    refused(Hostile.ascii(content), Refusal.NOT_A_PICTURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GIF89a",
        "RIFF\0\0\0\0WEBPVP8 ",
        "\0\0\0\u0018ftypheic",
        "\0\0\0\u0018ftypavif",
        "\0\0\0\u000cjP  \r\n",
        "\0\0\0\u000cJXL \r\n",
        "II*\0\u0008\0\0\0",
        "BM\u0010\0"
      })
  void otherKindsOfPicturesAreRefusedAsSuch(String content) {
    refused(Hostile.ascii(content), Refusal.OTHER_KIND);
  }

  /// Extended with 12 bits, lossless, hierarchical, arithmetic.
  @ParameterizedTest
  @CsvSource({"0xc1, 12", "0xc3, 8", "0xc5, 8", "0xc9, 8", "0xca, 8"})
  void jpegsThatNoCameraWritesAreRefusedAsSuch(int marker, int bits) {
    refused(Hostile.jpegOfFrame(marker, bits), Refusal.OTHER_KIND);
  }

  @Test
  void bombsAreRefusedByTheirHeader() {
    refused(Hostile.jpegOfSize(65_535, 65_535), Refusal.TOO_MANY_PIXELS);
    refused(Hostile.pngOfSize(1, 60_000_000), Refusal.TOO_SMALL);
    refused(Hostile.jpegOfSize(60_000, 60_000), Refusal.TOO_MANY_PIXELS);
    refused(Hostile.jpegOfSize(10_000, 6_001), Refusal.TOO_MANY_PIXELS);
    refused(Hostile.pngOfSize(Integer.MAX_VALUE, Integer.MAX_VALUE), Refusal.TOO_MANY_PIXELS);
    refused(Hostile.pngOfSize(-1, 5), Refusal.DAMAGED);
    refused(Hostile.pngOfSize(1, 1), Refusal.TOO_SMALL);
  }

  @Test
  void animatedPngIsRefused() {
    refused(Hostile.withChunk(Hostile.file("png"), "acTL", new byte[8]), Refusal.ANIMATED);
  }

  @Test
  void polyglotsAreRefused() {
    byte[] jpeg = Hostile.file("jpeg");
    byte[] zip = Hostile.ascii("PK\3\4 something PK\5\6" + "\0".repeat(18));
    refused(Hostile.join(jpeg, zip), Refusal.POLYGLOT);
    refused(Hostile.join(Hostile.file("png"), zip), Refusal.POLYGLOT);
    refused(Hostile.join(jpeg, Hostile.ascii("<script>alert(1)</script>")), Refusal.POLYGLOT);
    refused(Hostile.withSegment(jpeg, 0xfe, Hostile.ascii("%PDF-1.4 1 0 obj")), Refusal.POLYGLOT);
    refused(
        Hostile.withSegment(jpeg, 0xfe, Hostile.ascii("<?php system($_GET[0]) ?>")),
        Refusal.POLYGLOT);
    refused(Hostile.join(jpeg, Hostile.ascii("anything else")), Refusal.POLYGLOT);
  }

  @Test
  void whatPhonesPutBehindAPictureIsLeftOut() {
    byte[] jpeg = Hostile.file("jpeg");
    byte[] film = Hostile.ascii("\0\0\0\u0018ftypmp42 the moving picture");
    for (byte[] tail : new byte[][] {new byte[7], jpeg, film, Hostile.ascii("data SEFT")}) {
      assertThat(Sniffer.sniff(Hostile.join(jpeg, tail)))
          .isInstanceOfSatisfying(
              Sniffed.Jpeg.class,
              sniffed -> assertThat(sniffed.pixels().size()).isLessThanOrEqualTo(jpeg.length));
    }
  }

  @Test
  void everyTruncationOfAPictureIsRefused() {
    for (String format : new String[] {"jpeg", "png"}) {
      byte[] whole = Hostile.file(format);
      for (int length = 0; length < whole.length; length++) {
        assertThat(Sniffer.sniff(Arrays.copyOf(whole, length)))
            .as("%s cut at %d", format, length)
            .isInstanceOf(Sniffed.Not.class);
      }
    }
  }

  @Test
  void aThousandScansAreTooHard() {
    byte[] jpeg = Hostile.file("jpeg");
    int scan = 0;
    while ((jpeg[scan] & 0xff) != 0xff || (jpeg[scan + 1] & 0xff) != 0xda) {
      scan++;
    }
    byte[] head = Arrays.copyOf(jpeg, scan);
    byte[] body = Arrays.copyOfRange(jpeg, scan, Math.min(scan + 16, jpeg.length - 2));
    byte[][] parts = new byte[1002][];
    Arrays.fill(parts, body);
    parts[0] = head;
    parts[1001] = new byte[] {(byte) 0xff, (byte) 0xd9};
    refused(Hostile.join(parts), Refusal.TOO_HARD);
  }

  private static void refused(byte[] upload, Refusal why) {
    assertThat(Sniffer.sniff(upload)).isEqualTo(new Sniffed.Not(why));
  }
}
