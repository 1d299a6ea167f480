package nightjar.cameras.scene;

/// How a synthetic camera is set up. Cameras of equal format share all that is drawn and coded once.
///
/// @param gop frames from one key frame to the next
/// @param bitsPerSecond wanted rate, reached with coded picture content; 0 for as little as the picture needs
public record SceneFormat(
    Codec codec,
    int width,
    int height,
    int framesPerSecond,
    int gop,
    Place place,
    long bitsPerSecond) {

  public enum Codec {
    H264,
    H265
  }

  public SceneFormat {
    if (width < 320 || height < 208 || width > 8192 || height > 8192) {
      throw new IllegalArgumentException(
          "size " + width + "x" + height + ", want 320x208 to 8192x8192");
    }
    if ((width & 1) != 0 || (height & 1) != 0) {
      throw new IllegalArgumentException(
          "size " + width + "x" + height + ": 4:2:0 is cropped in steps of two samples");
    }
    if (framesPerSecond < 1 || framesPerSecond > 240 || gop < 1 || gop > 65_536) {
      throw new IllegalArgumentException(framesPerSecond + " frames/s, GOP of " + gop);
    }
    if (bitsPerSecond < 0) {
      throw new IllegalArgumentException("bit rate " + bitsPerSecond);
    }
  }
}
