package nightjar.media.h264;

import nightjar.base.Bytes;
import nightjar.media.bits.BitReader;
import nightjar.media.nal.ParameterSet;
import org.jspecify.annotations.Nullable;

/// A picture parameter set (ITU-T H.264, 7.3.2.2): its id and the sequence parameter set it belongs to.
record H264Pps(Bytes nal, int id, int spsId) implements ParameterSet {
  /// Null for one no slice could use.
  static @Nullable H264Pps parse(Bytes nal) {
    BitReader reader = new BitReader().setNal(nal.buffer(), 0, nal.size());
    reader.skip(8);
    int id = reader.unsignedGolomb(255);
    int spsId = reader.unsignedGolomb(31);
    return reader.overrun() ? null : new H264Pps(nal, id, spsId);
  }
}
