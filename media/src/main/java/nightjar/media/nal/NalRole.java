package nightjar.media.nal;

/// What a NAL unit is to the access unit it is found in (ITU-T H.264, 7.4.1.2.3; H.265, 7.4.2.4.4).
public enum NalRole {
  /// A coded slice of a picture.
  SLICE,
  /// A coded slice of a picture a decoder can start at.
  SYNC_SLICE,
  /// Goes into the configuration, not into the sample; comes before the slices.
  PARAMETER_SET,
  /// Comes before the slices and stays in the sample: supplemental enhancement information.
  PREFIX,
  /// Comes before everything else, carries nothing: access unit delimiter.
  DELIMITER,
  /// Comes behind slices and stays in the sample.
  SUFFIX,
  /// Left out: filler, ends of sequences, reserved types, enhancement layers.
  IGNORED
}
