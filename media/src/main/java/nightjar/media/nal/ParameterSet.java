package nightjar.media.nal;

import nightjar.base.Bytes;

/// One parameter set: what a stream may replace under its id at any time.
public interface ParameterSet {
  /// The NAL unit, header included.
  Bytes nal();

  int id();
}
