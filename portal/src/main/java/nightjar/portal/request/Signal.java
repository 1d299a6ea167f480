package nightjar.portal.request;

import java.util.List;

/// One finding of a check, with its reason. Signals never add up to a verdict: people decide.
///
/// @param code what was found; the pages have words for each
/// @param detail the facts, or empty
public record Signal(Lean lean, String code, String detail) {
  public enum Lean {
    FOR,
    AGAINST,
    NEUTRAL
  }

  static Signal good(String code, String detail) {
    return new Signal(Lean.FOR, code, detail);
  }

  static Signal bad(String code, String detail) {
    return new Signal(Lean.AGAINST, code, detail);
  }

  static Signal neutral(String code, String detail) {
    return new Signal(Lean.NEUTRAL, code, detail);
  }

  /// For the column of a table.
  record Stored(List<Signal> signals) {}
}
