package nightjar.recorder.mask;

import java.util.Optional;

/// What is done to pictures before somebody gets them; a mask first, so that nothing lies under it.
public record Retouch(Mask mask, Optional<BurntTime> time) {
  public static Retouch masking(Mask mask) {
    return new Retouch(mask, Optional.empty());
  }

  /// Then pictures may go out as they were recorded.
  public boolean isNothing() {
    return mask.coversNothing() && time.isEmpty();
  }

  /// FFmpeg's chain for pictures the first of which was taken at `micros`, microseconds since 1970. Not when [#isNothing].
  String filter(long micros) {
    String blackout = mask.coversNothing() ? "" : Blackout.filter(mask);
    String text = time.map(each -> each.filter(micros)).orElse("");
    return blackout.isEmpty() || text.isEmpty() ? blackout + text : blackout + "," + text;
  }
}
