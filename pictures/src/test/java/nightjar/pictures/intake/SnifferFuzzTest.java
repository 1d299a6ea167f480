package nightjar.pictures.intake;

import com.code_intelligence.jazzer.junit.FuzzTest;

class SnifferFuzzTest {
  /// Neither loops without end nor keeps more than it was given.
  @FuzzTest(maxDuration = "60s")
  void anyBytesAreJudged(byte[] upload) {
    switch (Sniffer.sniff(upload)) {
      case Sniffed.Jpeg(int w, int h, var pixels) -> check(w, h, pixels.size(), upload);
      case Sniffed.Png(int w, int h, var pixels) -> check(w, h, pixels.size(), upload);
      case Sniffed.Not _ -> {}
    }
  }

  private static void check(int width, int height, int kept, byte[] upload) {
    if ((long) width * height > Sniffer.MOST_PIXELS || kept > upload.length) {
      throw new AssertionError(width + " x " + height + ", kept " + kept);
    }
  }
}
