package nightjar.media.mp4;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;

/// A configuration as the beginning of a sample: its parameter sets, each behind its length in four bytes.
final class ParameterSets {
  private ParameterSets() {}

  /// Empty where the coding has none.
  static Bytes inBand(CodecConfig config) {
    List<Bytes> sets = new ArrayList<>();
    switch (config) {
      case CodecConfig.Avc avc -> {
        sets.addAll(avc.sps());
        sets.addAll(avc.pps());
      }
      case CodecConfig.Hevc hevc -> {
        sets.addAll(hevc.vps());
        sets.addAll(hevc.sps());
        sets.addAll(hevc.pps());
      }
      case CodecConfig.Audio _ -> {}
    }
    ByteBuffer out = ByteBuffer.allocate(sets.stream().mapToInt(set -> 4 + set.size()).sum());
    for (Bytes set : sets) {
      out.putInt(set.size()).put(set.buffer());
    }
    return Bytes.of(out.array());
  }
}
