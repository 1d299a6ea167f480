package nightjar.media.mp4;

import java.util.List;
import nightjar.media.codec.CodecConfig;

/// One recording file, of which a span is to be played.
///
/// @param key the file's name to whoever serves its bytes; the same bytes always under the same key
/// @param index its frames
/// @param configs each track's configuration by its index
public record Piece(String key, FrameIndex index, List<CodecConfig> configs) {
  public Piece {
    configs = List.copyOf(configs);
    if (configs.size() != index.trackCount()) {
      throw new IllegalArgumentException(
          key + " has " + index.trackCount() + " tracks and " + configs.size() + " configurations");
    }
    for (int t = 0; t < configs.size(); t++) {
      if (configs.get(t).timescale() != index.timescale(t)) {
        throw new IllegalArgumentException(key + " track " + t + " has two timescales");
      }
    }
  }

  /// The track that the others follow: the pictures, or the only sound.
  int reference() {
    for (int t = 0; t < configs.size(); t++) {
      if (configs.get(t) instanceof CodecConfig.Video) {
        return t;
      }
    }
    return 0;
  }
}
