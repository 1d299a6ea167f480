package nightjar.media.h265;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.bits.BitReader;
import nightjar.media.codec.CodecConfig;
import nightjar.media.nal.InBandSets;
import nightjar.media.nal.NalRole;
import nightjar.media.nal.NalSyntax;
import nightjar.media.nal.ParameterSet;
import nightjar.media.nal.ParameterSets;
import nightjar.media.nal.VuiTiming;
import org.jspecify.annotations.Nullable;

/// NAL unit types (ITU-T H.265, table 7-1) and the parameter sets of one stream. Owned by one [H265Depacketizer].
final class H265Syntax implements NalSyntax {
  static final int VPS = 32;
  static final int SPS = 33;
  static final int PPS = 34;

  private final ParameterSets<H265Vps> vpsById = new ParameterSets<>(16, H265Vps::parse);
  private final ParameterSets<H265Sps> spsById = new ParameterSets<>(16, H265Sps::parseOrNull);
  private final ParameterSets<H265Pps> ppsById = new ParameterSets<>(64, H265Pps::parse);
  private final InBandSets inBand = new InBandSets();
  private final BitReader reader = new BitReader();
  private int ppsId;
  private @Nullable H265Sps active;
  private CodecConfig.@Nullable Hevc config;

  /// `nal_unit_type` of a header.
  static int type(int header) {
    return (header >> 9) & 63;
  }

  @Override
  public int headerBytes() {
    return 2;
  }

  @Override
  public NalRole role(int header) {
    boolean enhancement = ((header >> 3) & 63) != 0;
    int type = type(header);
    if (enhancement) {
      return NalRole.IGNORED;
    }
    return switch (type) {
      case 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 -> NalRole.SLICE;
      case 16, 17, 18, 19, 20, 21 -> NalRole.SYNC_SLICE;
      case VPS, SPS, PPS -> NalRole.PARAMETER_SET;
      case 35 -> NalRole.DELIMITER;
      case 39 -> NalRole.PREFIX;
      case 40 -> NalRole.SUFFIX;
      default -> NalRole.IGNORED;
    };
  }

  @Override
  public void parameterSet(ByteBuffer source, int offset, int length) {
    ParameterSets<?> sets =
        switch ((source.get(offset) >> 1) & 63) {
          case VPS -> vpsById;
          case SPS -> spsById;
          default -> ppsById;
        };
    ParameterSet set = sets.keep(source, offset, length);
    if (set != null && !inConfig(set.nal())) {
      inBand.add(set.nal());
    }
  }

  @Override
  public void prefix(ByteBuffer source, int offset, int length) {}

  @Override
  public void firstSlice(int header, ByteBuffer source, int offset, int length) {
    reader.setNal(source, offset, length);
    boolean randomAccess = type(header) >= 16;
    reader.skip(
        randomAccess ? 2 : 1); // first_slice_segment_in_pic_flag, no_output_of_prior_pics_flag
    ppsId = reader.unsignedGolomb(63);
  }

  @Override
  public boolean recoveryPoint() {
    return false;
  }

  /// Each field is an access unit of its own (ITU-T H.265, 3.1).
  @Override
  public boolean secondField(ByteBuffer source, int offset, int length) {
    return false;
  }

  @Override
  public boolean field() {
    return false;
  }

  @Override
  public boolean bidirectional() {
    return true;
  }

  @Override
  public void activate() {
    H265Pps used = ppsById.get(ppsId);
    H265Sps sps = used == null ? null : spsById.get(used.spsId());
    H265Vps vps = sps == null ? null : vpsById.get(sps.vpsId());
    boolean settled = !vpsById.changed() && !spsById.changed() && !ppsById.changed();
    if (sps == null || vps == null || (settled && sps.equals(active))) {
      return;
    }
    vpsById.settle();
    spsById.settle();
    ppsById.settle();
    List<Bytes> pps = ppsOf(sps);
    boolean interchangeable = active != null && active.interchangeable(sps);
    if (config == null || !interchangeable || !config.pps().equals(pps)) {
      active = sps;
      config =
          new CodecConfig.Hevc(
              List.of(vps.nal()),
              List.of(sps.nal()),
              pps,
              sps.profile(),
              sps.width(),
              sps.height());
      inBand.clear();
    }
  }

  @Override
  public CodecConfig.@Nullable Hevc config() {
    return config;
  }

  @Override
  public int reorderDepth() {
    return active == null ? UNKNOWN_DEPTH : active.reorderDepth();
  }

  @Override
  public int frameTicks() {
    return active == null ? VuiTiming.UNKNOWN : active.frameTicks();
  }

  @Override
  public List<Bytes> inBand() {
    return inBand.sets();
  }

  @Override
  public void endAccessUnit() {
    inBand.clear();
  }

  private List<Bytes> ppsOf(H265Sps sps) {
    List<Bytes> found = new ArrayList<>();
    for (int id = 0; id < ppsById.ids(); id++) {
      H265Pps pps = ppsById.get(id);
      if (pps != null && pps.spsId() == sps.id()) {
        found.add(pps.nal());
      }
    }
    return found;
  }

  private boolean inConfig(Bytes nal) {
    return config != null
        && (config.vps().contains(nal) || config.sps().contains(nal) || config.pps().contains(nal));
  }
}
