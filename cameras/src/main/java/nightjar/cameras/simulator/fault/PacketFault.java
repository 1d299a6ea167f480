package nightjar.cameras.simulator.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Packets lost, repeated, out of order, or with something between them.
public sealed interface PacketFault extends CameraFault {

  /// `percent` of all packets never arrive.
  record Loss(double percent) implements PacketFault {
    @Override
    public String name() {
      return "loss";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return each(pieces -> pieces.removeIf(_ -> chance(random, percent)));
    }
  }

  /// `percent` of all packets come after the one that follows them in the same frame.
  record Reorder(double percent) implements PacketFault {
    @Override
    public String name() {
      return "reorder";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return each(pieces -> {
        for (int i = 0; i + 1 < pieces.size(); i++) {
          if (chance(random, percent)) {
            pieces.set(i, pieces.set(i + 1, pieces.get(i)));
            i++;
          }
        }
      });
    }
  }

  /// `percent` of all packets come twice.
  record Duplicate(double percent) implements PacketFault {
    @Override
    public String name() {
      return "duplicate";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return each(pieces -> {
        List<Piece> more = new ArrayList<>(2 * pieces.size());
        for (Piece piece : pieces) {
          more.add(piece);
          if (chance(random, percent)) {
            more.add(piece);
          }
        }
        pieces.clear();
        pieces.addAll(more);
      });
    }
  }

  /// Up to `bytes` of garbage, `$` never among them, in front of every tenth packet or so (quirk 18).
  record Garbage(int bytes) implements PacketFault {
    @Override
    public String name() {
      return "garbage";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return each(pieces -> {
        for (int i = pieces.size() - 1; i >= 0; i--) {
          if (chance(random, 10)) {
            pieces.add(i, new Piece.Noise(noise(random, 1 + random.nextInt(bytes))));
          }
        }
      });
    }

    private static byte[] noise(RandomGenerator random, int length) {
      byte[] noise = new byte[length];
      random.nextBytes(noise);
      for (int i = 0; i < length; i++) {
        noise[i] = noise[i] == '$' ? 0 : noise[i];
      }
      return noise;
    }
  }

  /// CR LF in front of every packet (quirk 18).
  record LineEnds() implements PacketFault {
    @Override
    public String name() {
      return "crlf";
    }

    @Override
    public MediaStage media(RandomGenerator random) {
      return each(pieces -> {
        for (int i = pieces.size() - 1; i >= 0; i--) {
          pieces.add(i, new Piece.Noise(new byte[] {'\r', '\n'}));
        }
      });
    }
  }

  /// Changes the pieces of one frame, whichever it is.
  @FunctionalInterface
  interface Change {
    void of(List<Piece> pieces);
  }

  private static MediaStage each(Change change) {
    return new MediaStage() {
      @Override
      public void media(Moment moment, List<Piece> pieces) {
        change.of(pieces);
      }
    };
  }

  private static boolean chance(RandomGenerator random, double percent) {
    return random.nextDouble() * 100 < percent;
  }
}
