package nightjar.portal.request;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One finding of a check, with its reason. Signals never add up to a verdict: people decide.
///
/// @param code what was found; the pages have words for each
/// @param about the picture and the field, in the names of the pages, or empty
/// @param detail the facts, or empty
public record Signal(Lean lean, String code, @Nullable List<String> about, String detail) {
  public enum Lean {
    FOR,
    AGAINST,
    NEUTRAL
  }

  public Signal {
    about = about == null ? List.of() : List.copyOf(about);
  }

  static Signal good(String code, String detail) {
    return new Signal(Lean.FOR, code, List.of(), detail);
  }

  static Signal bad(String code, String detail) {
    return new Signal(Lean.AGAINST, code, List.of(), detail);
  }

  static Signal neutral(String code, String detail) {
    return new Signal(Lean.NEUTRAL, code, List.of(), detail);
  }

  Signal about(String what) {
    return new Signal(lean, code, List.of(what), detail);
  }

  /// For the column of a table.
  record Stored(List<Signal> signals) {}
}
