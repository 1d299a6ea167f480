package nightjar.media.nal;

import nightjar.media.bits.BitReader;

/// How decoded pictures are to be shown: what the VUI of H.264 (E.1.1) and of H.265 (E.2.1) begin with alike.
///
/// @param aspectRatio `aspect_ratio_idc`
/// @param sampleAspect width and height of a sample, 16 bits each, when `aspectRatio` is 255
/// @param fullRange luma uses all values
/// @param colours primaries, transfer and matrix, 8 bits each; 2 is unspecified
public record Appearance(int aspectRatio, long sampleAspect, boolean fullRange, int colours) {
  private static final int EXTENDED_SAR = 255;

  /// What holds without a VUI.
  public static final Appearance UNSPECIFIED = new Appearance(0, 0, false, 0x020202);

  /// Reads up to the chroma sample location.
  public static Appearance read(BitReader reader) {
    int aspectRatio = reader.flag() ? reader.number(8) : 0;
    long sampleAspect = aspectRatio == EXTENDED_SAR ? reader.bits(32) : 0;
    if (reader.flag()) {
      reader.bit(); // overscan_appropriate_flag
    }
    boolean fullRange = false;
    int colours = UNSPECIFIED.colours;
    if (reader.flag()) {
      reader.skip(3); // video_format
      fullRange = reader.flag();
      colours = reader.flag() ? reader.number(24) : colours;
    }
    if (reader.flag()) {
      reader.unsignedGolomb(); // chroma sample location, top or left
      reader.unsignedGolomb(); // bottom
    }
    return new Appearance(aspectRatio, sampleAspect, fullRange, colours);
  }
}
