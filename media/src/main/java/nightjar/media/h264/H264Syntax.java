package nightjar.media.h264;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nightjar.base.Bytes;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.nal.NalRole;
import nightjar.media.nal.NalSyntax;
import org.jspecify.annotations.Nullable;

/// NAL unit types (ITU-T H.264, table 7-1) and the parameter sets of one stream. Owned by one [H264Depacketizer].
final class H264Syntax implements NalSyntax {
  static final int SPS = 7;
  static final int PPS = 8;

  /// No camera's is a tenth of it; all ids together then stay near one megabyte.
  private static final int MAX_SET_BYTES = 4096;

  private final @Nullable H264Sps[] spsById = new H264Sps[32];
  private final @Nullable H264Pps[] ppsById = new H264Pps[256];
  private final List<Bytes> inBand = new ArrayList<>();
  private final H264SliceHeader first = new H264SliceHeader();
  private final H264SliceHeader other = new H264SliceHeader();
  private final RecoveryPoint recoveryPoint = new RecoveryPoint();
  private boolean changed;
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
    if (length > MAX_SET_BYTES) {
      return;
    }
    Bytes nal = kept(source, offset, length);
    if (nal == null) {
      nal = keep(Bytes.copyOf(source, offset, length));
    }
    if (nal != null && !inConfig(nal)) {
      inBand.add(nal);
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
  public void firstSlice(ByteBuffer source, int offset, int length) {
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
    if (sps == null || (!changed && sps.equals(active))) {
      return;
    }
    List<Bytes> pps = new ArrayList<>();
    for (H264Pps candidate : ppsById) {
      if (candidate != null && candidate.spsId() == sps.id()) {
        pps.add(candidate.nal());
      }
    }
    if (pps.isEmpty()) {
      return;
    }
    changed = false;
    boolean same =
        config != null && active != null && active.interchangeable(sps) && config.pps().equals(pps);
    if (!same) {
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
  public List<Bytes> inBand() {
    return inBand;
  }

  @Override
  public void endAccessUnit() {
    inBand.clear();
    recoveryPoint.forget();
  }

  private @Nullable H264Sps spsOf(H264SliceHeader slice) {
    H264Pps pps = ppsById[slice.ppsId()];
    return pps == null ? null : spsById[pps.spsId()];
  }

  private boolean inConfig(Bytes nal) {
    return config != null && (config.sps().contains(nal) || config.pps().contains(nal));
  }

  /// The set among those kept that has these bytes.
  private @Nullable Bytes kept(ByteBuffer source, int offset, int length) {
    if ((source.get(offset) & 31) == SPS) {
      for (H264Sps sps : spsById) {
        if (sps != null && sps.nal().matches(source, offset, length)) {
          return sps.nal();
        }
      }
      return null;
    }
    for (H264Pps pps : ppsById) {
      if (pps != null && pps.nal().matches(source, offset, length)) {
        return pps.nal();
      }
    }
    return null;
  }

  /// Keeps a set that was not there; null when no decoder could use it.
  private @Nullable Bytes keep(Bytes nal) {
    if ((nal.at(0) & 31) == SPS) {
      return keepSps(nal);
    }
    H264Pps pps = H264Pps.parse(nal);
    if (pps == null) {
      return null;
    }
    ppsById[pps.id()] = pps;
    changed = true;
    return nal;
  }

  private @Nullable Bytes keepSps(Bytes nal) {
    try {
      H264Sps sps = H264Sps.parse(nal);
      H264Sps before = spsById[sps.id()];
      if (before == null || !before.nal().equals(sps.nal())) {
        spsById[sps.id()] = sps;
        changed = true;
      }
      return sps.nal();
    } catch (Fault _) {
      return null; // counts as never sent: the camera repeats it, or the stream never starts
    }
  }
}
