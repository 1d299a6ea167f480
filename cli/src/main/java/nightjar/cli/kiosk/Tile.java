package nightjar.cli.kiosk;

import java.util.List;
import nightjar.base.Fault;
import nightjar.base.json.Json;
import nightjar.recorder.monitor.Wish;
import org.jspecify.annotations.Nullable;

/// A live picture that the page shows, by a number that the page never uses again.
record Tile(int tile, Wish wish) {
  /// A wall of 64, and as many that are just taking their places.
  static final int MOST = 128;

  /// Names are 64 characters at most.
  private static final int LONGEST = MOST * 256;

  private static final Json JSON = new Json();

  private record Sent(
      @Nullable Integer tile,
      @Nullable String camera,
      @Nullable String stream,
      @Nullable Boolean keys) {
    Tile tile(int number) {
      return new Tile(
          number, new Wish(Wish.VERSION, camera, stream, keys != null && keys.booleanValue()));
    }
  }

  /// All that the page shows now; nothing for what no page of ours sends.
  static List<Tile> read(String text) {
    if (text.length() > LONGEST) {
      return List.of();
    }
    try {
      @Nullable Sent @Nullable [] sent = JSON.read(text, Sent[].class, "the page's tiles");
      return sent == null || sent.length > MOST ? List.of() : tiles(sent);
    } catch (Fault e) {
      return List.of();
    }
  }

  private static List<Tile> tiles(@Nullable Sent[] sent) {
    List<Tile> tiles = new java.util.ArrayList<>();
    for (Sent each : sent) {
      if (each == null || each.tile == null) {
        return List.of();
      }
      tiles.add(each.tile(each.tile));
    }
    return List.copyOf(tiles);
  }
}
