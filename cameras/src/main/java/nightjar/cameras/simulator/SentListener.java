package nightjar.cameras.simulator;

/// Told of every frame sent, in the simulator's thread: a journal to compare recordings with. Must not block.
@FunctionalInterface
public interface SentListener {
  void sent(SentFrame frame);

  /// Wants to know nothing, and saves the work of it.
  SentListener NONE = _ -> {};
}
