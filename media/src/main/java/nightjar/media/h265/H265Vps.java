package nightjar.media.h265;

import nightjar.base.Bytes;
import nightjar.media.nal.ParameterSet;
import org.jspecify.annotations.Nullable;

/// A video parameter set (ITU-T H.265, 7.3.2.1): its id.
record H265Vps(Bytes nal, int id) implements ParameterSet {
  static @Nullable H265Vps parse(Bytes nal) {
    return nal.size() < 4 ? null : new H265Vps(nal, nal.at(2) >> 4);
  }
}
