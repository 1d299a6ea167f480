package nightjar.media.nal;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import org.jspecify.annotations.Nullable;

/// What [AccessUnits] asks a codec. Keeps the parameter sets seen so far. Owned by one track's depacketizer.
public interface NalSyntax {
  /// Reorder depth that the sequence parameter set does not tell.
  int UNKNOWN_DEPTH = -1;

  /// Bytes of a NAL unit's header.
  int headerBytes();

  /// `header` is the NAL unit's header as a number.
  NalRole role(int header);

  /// Keeps a whole parameter set NAL unit. One that cannot be parsed, or is kept already, changes nothing.
  void parameterSet(ByteBuffer source, int offset, int length);

  /// Looks for a recovery point in a whole prefix NAL unit.
  void prefix(ByteBuffer source, int offset, int length);

  /// The first slice of an access unit: its NAL unit's header, and the `length` bytes behind it that are there so far.
  void firstSlice(int header, ByteBuffer source, int offset, int length);

  /// Whether a decoder can start at the first slice, though its NAL unit type does not say so.
  boolean recoveryPoint();

  /// Whether the slice that starts here is the second field of the frame whose first slice was given to [#firstSlice].
  boolean secondField(ByteBuffer source, int offset, int length);

  /// Whether the first slice belongs to one field of an interlaced frame.
  boolean field();

  /// Whether the first slice may be shown before frames decoded earlier.
  boolean bidirectional();

  /// Makes the parameter sets that the first slice uses the configuration, if they differ in more than details no decoder
  /// or player minds. Only at an access unit where a decoder can start.
  void activate();

  /// The configuration in force: the same instance until it changes, null while parameter sets are missing.
  CodecConfig.@Nullable Video config();

  /// Of the configuration in force, or [#UNKNOWN_DEPTH].
  int reorderDepth();

  /// How long a frame lasts by the configuration in force, in ticks of 1/90,000 s, or [VuiTiming#UNKNOWN].
  int frameTicks();

  /// Parameter sets of the present access unit that the configuration does not hold and a decoder needs in the sample.
  List<Bytes> inBand();

  /// The access unit is over: [#inBand] and [#recoveryPoint] start again.
  void endAccessUnit();
}
