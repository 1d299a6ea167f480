package nightjar.media.h264;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.media.codec.CodecConfig;
import nightjar.media.nal.InBandSets;
import nightjar.media.nal.NalRole;
import nightjar.media.nal.NalSyntax;
import nightjar.media.nal.ParameterSet;
import nightjar.media.nal.ParameterSets;
import nightjar.media.nal.VuiTiming;
import org.jspecify.annotations.Nullable;

/// NAL unit types (ITU-T H.264, table 7-1) and the parameter sets of one stream. Owned by one [H264Depacketizer].
final class H264Syntax implements NalSyntax {
  static final int SPS = 7;
  static final int PPS = 8;

  private final ParameterSets<H264Sps> spsById = new ParameterSets<>(32, H264Sps::parseOrNull);
  private final ParameterSets<H264Pps> ppsById = new ParameterSets<>(256, H264Pps::parse);
  private final InBandSets inBand = new InBandSets();
  private final H264SliceHeader first = new H264SliceHeader();
  private final H264SliceHeader other = new H264SliceHeader();
  private final RecoveryPoint recoveryPoint = new RecoveryPoint();
  private @Nullable H264Sps active;
  private CodecConfig.@Nullable Avc config;

  @Override
  public int headerBytes() {
    return 1;
  }

  @Override
  public NalRole role(int header) {
    return switch (header & 31) {
      case 1, 2 -> NalRole.SLICE;
      case 3, 4 -> NalRole.SUFFIX; // data partitions B and C
      case 5 -> NalRole.SYNC_SLICE;
      case 6 -> NalRole.PREFIX;
      case SPS, PPS -> NalRole.PARAMETER_SET;
      case 9 -> NalRole.DELIMITER;
      default -> NalRole.IGNORED;
    };
  }

  @Override
  public void parameterSet(ByteBuffer source, int offset, int length) {
    boolean sps = (source.get(offset) & 31) == SPS;
    ParameterSet set = (sps ? spsById : ppsById).keep(source, offset, length);
    if (set != null && !inConfig(set.nal())) {
      inBand.add(set.nal());
    }
  }

  @Override
  public void prefix(ByteBuffer source, int offset, int length) {
    recoveryPoint.look(source, offset, length);
  }

  @Override
  public boolean recoveryPoint() {
    return recoveryPoint.found() && first.intra();
  }

  @Override
  public void firstSlice(int header, ByteBuffer source, int offset, int length) {
    first.read(source, offset, length);
    first.readField(spsOf(first));
  }

  @Override
  public boolean secondField(ByteBuffer source, int offset, int length) {
    if (!first.field()) {
      return false;
    }
    other.read(source, offset, length);
    other.readField(spsOf(other));
    return other.completes(first);
  }

  @Override
  public boolean field() {
    return first.field();
  }

  @Override
  public boolean bidirectional() {
    return first.bidirectional();
  }

  @Override
  public void activate() {
    H264Sps sps = spsOf(first);
    boolean settled = !spsById.changed() && !ppsById.changed();
    if (sps == null || (settled && sps.equals(active))) {
      return;
    }
    spsById.settle();
    ppsById.settle();
    List<Bytes> pps = ppsOf(sps);
    boolean interchangeable = active != null && active.interchangeable(sps);
    if (config == null || !interchangeable || !config.pps().equals(pps)) {
      active = sps;
      config = new CodecConfig.Avc(List.of(sps.nal()), pps, sps.width(), sps.height());
      inBand.clear();
    }
  }

  @Override
  public CodecConfig.@Nullable Avc config() {
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
    recoveryPoint.forget();
  }

  private @Nullable H264Sps spsOf(H264SliceHeader slice) {
    H264Pps pps = ppsById.get(slice.ppsId());
    return pps == null ? null : spsById.get(pps.spsId());
  }

  private List<Bytes> ppsOf(H264Sps sps) {
    List<Bytes> found = new ArrayList<>();
    for (int id = 0; id < ppsById.ids(); id++) {
      H264Pps pps = ppsById.get(id);
      if (pps != null && pps.spsId() == sps.id()) {
        found.add(pps.nal());
      }
    }
    return found;
  }

  private boolean inConfig(Bytes nal) {
    return config != null && (config.sps().contains(nal) || config.pps().contains(nal));
  }
}
