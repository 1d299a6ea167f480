package nightjar.media.h265;

import nightjar.base.Bytes;
import nightjar.media.bits.BitReader;
import nightjar.media.nal.ParameterSet;
import org.jspecify.annotations.Nullable;

/// A picture parameter set (ITU-T H.265, 7.3.2.3): its id and the sequence parameter set it belongs to. Nothing behind them
/// is read, so no scaling list or extension in it can be unknown.
record H265Pps(Bytes nal, int id, int spsId) implements ParameterSet {
  /// Null for one no slice could use.
  static @Nullable H265Pps parse(Bytes nal) {
    BitReader reader = new BitReader().setNal(nal.buffer(), 0, nal.size());
    reader.skip(16);
    int id = reader.unsignedGolomb(63);
    int spsId = reader.unsignedGolomb(15);
    return reader.overrun() ? null : new H265Pps(nal, id, spsId);
  }
}
