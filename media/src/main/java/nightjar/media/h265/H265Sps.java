package nightjar.media.h265;

import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig.HevcProfile;
import nightjar.media.nal.Appearance;
import nightjar.media.nal.ParameterSet;
import org.jspecify.annotations.Nullable;

/// A sequence parameter set (ITU-T H.265, 7.3.2.2): what recording needs of it.
///
/// @param vpsId of the video parameter set it belongs to
/// @param reorderDepth `sps_max_num_reorder_pics` of all temporal layers together; -1 when it cannot be
/// @param frameTicks that the VUI says a frame lasts, in 1/90,000 s; 0 when unsaid
/// @param decoding everything that decides how pictures are decoded: all but the VUI
/// @param appearance of the VUI, what decides how a picture looks
public record H265Sps(
    Bytes nal,
    int vpsId,
    int id,
    HevcProfile profile,
    int width,
    int height,
    int reorderDepth,
    int frameTicks,
    Bytes decoding,
    Appearance appearance)
    implements ParameterSet {

  /// Parses a NAL unit of type 33, header included. Throws a `PROTOCOL` fault for one no decoder could use.
  public static H265Sps parse(Bytes nal) {
    return new H265SpsParser(nal).parse();
  }

  /// As [#parse], null for one no decoder could use: it counts as never sent, and the camera repeats it.
  static @Nullable H265Sps parseOrNull(Bytes nal) {
    try {
      return parse(nal);
    } catch (Fault _) {
      return null;
    }
  }

  /// Whether pictures decode and look the same under `other`: it differs at most in timing and buffering details.
  public boolean interchangeable(H265Sps other) {
    return decoding.equals(other.decoding) && appearance.equals(other.appearance);
  }
}
