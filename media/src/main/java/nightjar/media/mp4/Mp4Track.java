package nightjar.media.mp4;

import java.util.List;
import nightjar.media.codec.CodecConfig;

/// One track of an [Mp4File].
///
/// @param id as in the file
/// @param configs by [SampleTable#config]; at least one
/// @param nalLengthSize bytes of the length before each NAL unit of a sample, 1 to 4; 0 for sound
/// @param timescale ticks per second of the samples; not that of the configurations
/// @param mediaStart the tick that plays when the movie starts, from the first edit; negative when the track starts late
public record Mp4Track(
    int id,
    List<CodecConfig> configs,
    int nalLengthSize,
    int timescale,
    long mediaStart,
    SampleTable samples) {
  public Mp4Track {
    configs = List.copyOf(configs);
  }
}
