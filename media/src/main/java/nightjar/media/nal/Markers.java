package nightjar.media.nal;

/// Whether this camera's marker bits tell where access units end (RFC 6184, 5.1).
///
/// The first access unit a decoder can start at is held until the next packet tells: it belongs to the next one when the
/// marker was true, and goes on with the same one when it was not. From then on true markers are believed at once, so that
/// nothing is held, and false ones mean nothing. Owned by one [AccessUnits].
final class Markers {
  private enum Belief {
    OPEN,
    TRUE,
    FALSE
  }

  private Belief belief = Belief.OPEN;
  private boolean seen;
  private boolean pending;

  /// A marker behind what may be a whole access unit: whether it is taken for whole now.
  boolean ends() {
    seen = true;
    pending = belief == Belief.OPEN;
    return belief == Belief.TRUE;
  }

  /// Whether a marker waits for the next packet to prove it.
  boolean pending() {
    return pending;
  }

  /// The access unit goes on.
  void goesOn() {
    if (pending) {
      lied();
    }
  }

  /// The next access unit begins. One that a decoder cannot start at proves nothing: it may be a single slice where key
  /// frames are many.
  void nextBegins(boolean sync) {
    if (pending && sync) {
      belief = Belief.TRUE;
    }
    pending = false;
  }

  /// The access unit is thrown away or handed on.
  void forget() {
    pending = false;
  }

  void lied() {
    belief = Belief.FALSE;
    pending = false;
  }

  boolean believed() {
    return belief == Belief.TRUE;
  }

  boolean lie() {
    return belief == Belief.FALSE;
  }

  /// Whether an access unit can be whole without one.
  boolean meanNothing() {
    return !seen || belief == Belief.FALSE;
  }
}
