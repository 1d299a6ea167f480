package nightjar.media.mp4;

/// What a [VirtualMp4] does with times inside its span at which nothing was recorded.
public enum Gaps {
  /// The last picture stands still until there is a next one, at most twelve hours: the player's clock stays true.
  KEEP,
  /// The next file plays at once.
  COLLAPSE
}
