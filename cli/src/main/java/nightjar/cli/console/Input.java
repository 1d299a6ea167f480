package nightjar.cli.console;

/// What a person does at the console.
public sealed interface Input {
  enum Key {
    UP,
    DOWN,
    ENTER,
    ESCAPE,
    BACKSPACE,
    INFO,
    END
  }

  record Press(Key key) implements Input {}

  /// A character typed or pasted.
  record Typed(int codePoint) implements Input {}

  /// A mouse button went down at a cell, counted from 0.
  record Click(int column, int row, boolean right) implements Input {}
}
