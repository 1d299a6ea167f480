package nightjar.cameras.simulator.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.random.RandomGenerator;
import nightjar.media.codec.CodecConfig;

/// What the encoder does.
public sealed interface StreamFault extends CameraFault {

  /// Nothing is sent any more `seconds` after the first viewer came; the connection stays.
  record Stall(double seconds) implements StreamFault {
    @Override
    public String name() {
      return "stall";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return new MediaStage() {
        @Override
        public void media(Moment moment, List<Piece> pieces) {
          if (moment.playingSeconds() >= seconds) {
            pieces.clear();
          }
        }
      };
    }
  }

  /// What the camera kept in memory comes first, all at once: `seconds` and the rest of a GOP (quirk 60).
  record PastAtOnce(double seconds) implements StreamFault {
    @Override
    public String name() {
      return "past-at-once";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return new Past(seconds);
    }

    /// Owned by the simulator's thread.
    private static final class Past implements MediaStage {
      private final double seconds;
      private final Map<Integer, List<Piece>> kept = new HashMap<>();
      private boolean over;

      Past(double seconds) {
        this.seconds = seconds;
      }

      @Override
      public void media(Moment moment, List<Piece> pieces) {
        over |= moment.keyFrame() && moment.playingSeconds() >= seconds;
        if (over) {
          pieces.addAll(0, kept.getOrDefault(moment.track(), List.of()));
          kept.remove(moment.track());
        } else {
          kept.computeIfAbsent(moment.track(), _ -> new ArrayList<>()).addAll(pieces);
          pieces.clear();
        }
      }
    }
  }

  /// The marker bit is never set (quirk 47, FLIR M400).
  record NoMarker() implements StreamFault {
    @Override
    public String name() {
      return "no-marker";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return onPackets((_, packet) -> packet.marker(false));
    }
  }

  /// The marker bit is set on parameter sets and SEI too (quirk 47, Tapo TC70).
  record MarkerOnParameterSets() implements StreamFault {
    @Override
    public String name() {
      return "marker-on-parameter-sets";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return onPackets((config, packet) -> {
        if (holdsNoSlice(config, packet)) {
          packet.marker(true);
        }
      });
    }
  }

  /// The marker bit is set on the last packet of every slice (quirk 47; GStreamer's rtph264pay on key frames).
  record MarkerOnSlices() implements StreamFault {
    @Override
    public String name() {
      return "marker-on-slices";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return onPackets((config, packet) -> {
        if (endsSlice(config, packet)) {
          packet.marker(true);
        }
      });
    }
  }

  /// Key frames have `mebibytes` of supplemental enhancement information in front of their first slice.
  record HugeFrame(double mebibytes) implements StreamFault {
    private static final double MOST_MEBIBYTES = 12;

    @Override
    public String name() {
      return "huge-frame";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      double bytes = Math.min(MOST_MEBIBYTES, mebibytes) * (1 << 20);
      return new Inflation((int) (bytes / Ballast.PAYLOAD_BYTES));
    }

    /// Owned by the simulator's thread.
    private static final class Inflation implements MediaStage {
      private final int added;
      private int shift;

      Inflation(int added) {
        this.added = added;
      }

      @Override
      public void media(Moment moment, List<Piece> pieces) {
        int sequence = -1;
        for (int i = 0; i < pieces.size(); i++) {
          if (!(pieces.get(i) instanceof Piece.Packet packet)) {
            continue;
          }
          packet.sequence(packet.sequence() + shift);
          if (sequence < 0 && moment.keyFrame() && !holdsNoSlice(moment.config(), packet)) {
            sequence = packet.sequence();
            shift += added;
            packet.sequence(sequence + added);
            for (int n = 0; n < added; n++) {
              pieces.add(i++, Ballast.like(packet, moment.config(), sequence + n));
            }
          }
        }
      }
    }
  }

  /// The resolution changes every `seconds`, at a key frame, with new parameter sets in the stream (quirk 52).
  record ResolutionSwitch(double seconds) implements StreamFault {
    @Override
    public String name() {
      return "resolution-switch";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return new Switching(seconds);
    }

    /// Owned by the simulator's thread.
    private static final class Switching implements MediaStage {
      private final double seconds;
      private int done;

      Switching(double seconds) {
        this.seconds = seconds;
      }

      @Override
      public boolean changesSize(long playingNanos) {
        if (playingNanos / 1e9 < (done + 1) * seconds) {
          return false;
        }
        done++;
        return true;
      }
    }
  }

  private static MediaStage onPackets(BiConsumer<CodecConfig, Piece.Packet> change) {
    return new MediaStage() {
      @Override
      public void media(Moment moment, List<Piece> pieces) {
        for (Piece piece : pieces) {
          if (piece instanceof Piece.Packet packet) {
            change.accept(moment.config(), packet);
          }
        }
      }
    };
  }

  /// H.264: SEI, SPS, PPS, AUD. H.265: VPS, SPS, PPS, AUD, SEI. Aggregated too; our packetizers put sets first, slices apart.
  private static boolean holdsNoSlice(CodecConfig config, Piece.Packet packet) {
    int first = packet.payloadByte(0);
    return switch (config) {
      case CodecConfig.Avc _ -> {
        int type = ((first & 0x1f) == 24 ? packet.payloadByte(3) : first) & 0x1f;
        yield type >= 6 && type <= 9;
      }
      case CodecConfig.Hevc _ -> {
        int type = (first >> 1 & 0x3f) == 48 ? packet.payloadByte(4) : first;
        yield (type >> 1 & 0x3f) >= 32 && (type >> 1 & 0x3f) <= 39;
      }
      case CodecConfig.Audio _ -> false;
    };
  }

  /// A whole slice, several, or the last fragment of one.
  private static boolean endsSlice(CodecConfig config, Piece.Packet packet) {
    int first = packet.payloadByte(0);
    boolean fragmentEnds =
        switch (config) {
          case CodecConfig.Avc _ -> (first & 0x1f) != 28 || (packet.payloadByte(1) & 0x40) != 0;
          case CodecConfig.Hevc _ ->
              (first >> 1 & 0x3f) != 49 || (packet.payloadByte(2) & 0x40) != 0;
          case CodecConfig.Audio _ -> false;
        };
    return fragmentEnds && !holdsNoSlice(config, packet);
  }
}
