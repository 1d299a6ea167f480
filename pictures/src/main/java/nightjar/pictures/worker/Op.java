package nightjar.pictures.worker;

import java.util.Arrays;
import java.util.Optional;

/// What a worker is asked; its letter is the first byte of the question.
public enum Op {
  /// An upload in full: clean it, measure it, read it.
  TAKE('T'),
  /// A frame of live capture.
  LOOK('L'),
  /// Whether the models are there; sent first.
  HELLO('H');

  private final char letter;

  Op(char letter) {
    this.letter = letter;
  }

  char letter() {
    return letter;
  }

  static Optional<Op> of(int letter) {
    return Arrays.stream(values()).filter(op -> op.letter == letter).findFirst();
  }
}
