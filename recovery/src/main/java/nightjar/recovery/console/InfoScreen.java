package nightjar.recovery.console;

import org.jspecify.annotations.Nullable;

/// What the Info screen shows. Times are local to the recorder, as ISO 8601 with the zone's offset.
///
/// No address, no user name, no owner: anybody may look at it.
public record InfoScreen(
    String model,
    String deviceId,
    String serial,
    String time,
    String software,
    int cameras,
    int recording,
    String portal,
    @Nullable Recovery recovery) {
  /// A live challenge. `link` opens the portal with this minute's signed payload.
  public record Recovery(
      String requestCode,
      String link,
      String dateShown,
      String started,
      int triesLeft,
      boolean redeemed) {}
}
