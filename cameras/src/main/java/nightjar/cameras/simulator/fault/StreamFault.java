package nightjar.cameras.simulator.fault;

import java.util.Arrays;
import java.util.List;
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

  /// The marker bit is never set (quirk 47, FLIR M400).
  record NoMarker() implements StreamFault {
    @Override
    public String name() {
      return "no-marker";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return new MediaStage() {
        @Override
        public void media(Moment moment, List<Piece> pieces) {
          for (Piece piece : pieces) {
            if (piece instanceof Piece.Packet packet) {
              packet.marker(false);
            }
          }
        }
      };
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
      return new MediaStage() {
        @Override
        public void media(Moment moment, List<Piece> pieces) {
          for (Piece piece : pieces) {
            if (piece instanceof Piece.Packet packet
                && holdsNoSlice(moment.config(), packet.firstPayloadByte())) {
              packet.marker(true);
            }
          }
        }
      };
    }

    /// H.264: SEI, SPS, PPS, AUD, STAP-A. H.265: VPS, SPS, PPS, AUD, SEI, AP.
    private static boolean holdsNoSlice(CodecConfig config, int first) {
      return switch (config) {
        case CodecConfig.Avc _ ->
            ((first & 0x1f) >= 6 && (first & 0x1f) <= 9) || (first & 0x1f) == 24;
        case CodecConfig.Hevc _ -> {
          int type = first >> 1 & 0x3f;
          yield (type >= 32 && type <= 35) || type == 39 || type == 48;
        }
        case CodecConfig.Audio _ -> false;
      };
    }
  }

  /// Key frames have `mebibytes` of filler data in front of their last packet.
  record HugeFrame(double mebibytes) implements StreamFault {
    private static final int FILLER_BYTES = 1400;
    private static final double MOST_MEBIBYTES = 12;

    @Override
    public String name() {
      return "huge-frame";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return new Inflation((int) (Math.min(MOST_MEBIBYTES, mebibytes) * (1 << 20) / FILLER_BYTES));
    }

    /// Owned by the simulator's thread.
    private static final class Inflation implements MediaStage {
      private final int fillers;
      private int shift;

      Inflation(int fillers) {
        this.fillers = fillers;
      }

      @Override
      public void media(Moment moment, List<Piece> pieces) {
        if (!(moment.config() instanceof CodecConfig.Video video) || pieces.isEmpty()) {
          return;
        }
        int last = pieces.size() - 1;
        for (Piece piece : pieces) {
          move(piece, shift);
        }
        if (moment.keyFrame() && pieces.get(last) instanceof Piece.Packet end) {
          for (int i = 0; i < fillers; i++) {
            pieces.add(last + i, filler(video, end, i));
          }
          move(end, fillers);
          shift += fillers;
        }
      }

      private static void move(Piece piece, int by) {
        if (piece instanceof Piece.Packet packet) {
          packet.sequence(packet.sequence() + by);
        }
      }

      private static Piece filler(CodecConfig.Video video, Piece.Packet like, int index) {
        int header = Piece.Packet.HEADER_BYTES;
        byte[] bytes = Arrays.copyOf(like.bytes(), header + FILLER_BYTES);
        Arrays.fill(bytes, header, bytes.length, (byte) 0xff);
        switch (video) {
          case CodecConfig.Avc _ -> bytes[header] = 12;
          case CodecConfig.Hevc _ -> {
            bytes[header] = 38 << 1;
            bytes[header + 1] = 1;
          }
        }
        Piece.Packet filler = new Piece.Packet(bytes);
        filler.marker(false);
        filler.sequence(like.sequence() + index);
        return filler;
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
}
