package nightjar.media.h264;

import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.bits.BitReader;
import nightjar.media.codec.PictureBounds;
import nightjar.media.nal.Appearance;
import nightjar.media.nal.ParameterSet;
import org.jspecify.annotations.Nullable;

/// A sequence parameter set (ITU-T H.264, 7.3.2.1.1): what recording needs of it.
///
/// @param nal the NAL unit, without anything a camera put behind it
/// @param constraints the eight bits between `profile_idc` and `level_idc`
/// @param reorderDepth frames that may come before another in decoding and after it in presentation order; -1 when unsaid
/// @param frameTicks that the VUI says a frame lasts, in 1/90,000 s; 0 when unsaid
/// @param log2MaxFrameNum bits of `frame_num` in slice headers
/// @param beforeVui everything that decides how pictures are decoded
/// @param appearance of the VUI, what decides how a picture looks: sample aspect ratio, range and colours
public record H264Sps(
    Bytes nal,
    int profileIdc,
    int constraints,
    int levelIdc,
    int id,
    int chromaFormatIdc,
    int bitDepthLuma,
    int bitDepthChroma,
    boolean separateColourPlanes,
    int log2MaxFrameNum,
    boolean frameMbsOnly,
    int width,
    int height,
    int reorderDepth,
    int frameTicks,
    Bytes beforeVui,
    Appearance appearance)
    implements ParameterSet {

  /// Parses a NAL unit of type 7, header included. Throws a `PROTOCOL` fault for one no decoder could use.
  public static H264Sps parse(Bytes nal) {
    return new H264SpsParser(nal).parse();
  }

  /// As [#parse], null for one no decoder could use: it counts as never sent, and the camera repeats it.
  static @Nullable H264Sps parseOrNull(Bytes nal) {
    try {
      return parse(nal);
    } catch (Fault _) {
      return null;
    }
  }

  /// Whether pictures decode and look the same under `other`: it differs at most in timing and buffering details.
  public boolean interchangeable(H264Sps other) {
    return beforeVui.equals(other.beforeVui)
        && appearance.equals(other.appearance)
        && reorderDepth == other.reorderDepth;
  }

  static Fault bad(Bytes nal, String what) {
    return Fault.of(
        Fault.Kind.PROTOCOL,
        "H.264 sequence parameter set " + what + ": " + nal,
        "Update the camera's firmware or choose another profile in its video settings.");
  }

  static void check(Bytes nal, BitReader reader, long width, long height) {
    if (reader.overrun()) {
      throw bad(nal, "is cut off or damaged");
    }
    if (!PictureBounds.allow(width, height)) {
      throw bad(nal, "says " + width + " x " + height + " pixels");
    }
  }
}
