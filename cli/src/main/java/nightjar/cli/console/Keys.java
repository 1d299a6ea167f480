package nightjar.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/// Bytes of a terminal to keys and clicks: UTF-8, the sequences of xterm and the Linux console, SGR mouse reports (1006).
/// What it does not know it swallows whole.
/// Owned by the thread that reads the terminal.
final class Keys {
  private static final int ESC = 27;

  /// No sequence that a terminal sends is longer.
  private static final int LONGEST = 32;

  private final InputStream in;

  Keys(InputStream in) {
    this.in = in;
  }

  /// Reads until the terminal ends.
  void run(Consumer<Input> to) throws IOException {
    for (int b = in.read(); b >= 0; b = in.read()) {
      next(b).ifPresent(to);
    }
    to.accept(new Input.Press(Input.Key.END));
  }

  private Optional<Input> next(int b) throws IOException {
    return switch (b) {
      case ESC -> in.available() == 0 ? key(Input.Key.ESCAPE) : sequence(in.read());
      case '\r', '\n' -> key(Input.Key.ENTER);
      case '\t' -> key(Input.Key.DOWN);
      case 8, 127 -> key(Input.Key.BACKSPACE);
      case 3, 4 -> key(Input.Key.END);
      default -> b < ' ' ? Optional.empty() : character(b);
    };
  }

  private Optional<Input> sequence(int first) throws IOException {
    if (first == 'O') {
      return switch (in.read()) {
        case 'A' -> key(Input.Key.UP);
        case 'B' -> key(Input.Key.DOWN);
        case 'P' -> key(Input.Key.INFO);
        default -> Optional.empty();
      };
    }
    if (first != '[') {
      return Optional.empty();
    }
    var body = new StringBuilder();
    int b = in.read();
    if (b == '[') {
      return in.read() == 'A' ? key(Input.Key.INFO) : Optional.empty();
    }
    while (b >= 0 && !(b >= '@' && b <= '~') && body.length() < LONGEST) {
      body.append((char) b);
      b = in.read();
    }
    return finish(body.toString(), (char) b);
  }

  private static Optional<Input> finish(String body, char last) {
    if (body.startsWith("<")) {
      return last == 'M' ? click(body.substring(1).split(";", 4)) : Optional.empty();
    }
    return switch (last) {
      case 'A' -> key(Input.Key.UP);
      case 'B' -> key(Input.Key.DOWN);
      case 'Z' -> key(Input.Key.UP);
      case '~' -> body.equals("11") ? key(Input.Key.INFO) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// Buttons 0 and 2 are left and right; the wheel and motion have higher bits.
  private static Optional<Input> click(String[] parts) {
    if (parts.length != 3 || !(parts[0].equals("0") || parts[0].equals("2"))) {
      return Optional.empty();
    }
    try {
      int column = Integer.parseInt(parts[1]) - 1;
      int row = Integer.parseInt(parts[2]) - 1;
      return Optional.of(new Input.Click(column, row, parts[0].equals("2")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /// One character of UTF-8; the first byte says how many follow.
  private Optional<Input> character(int first) throws IOException {
    int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    byte[] bytes = new byte[1 + more];
    bytes[0] = (byte) first;
    for (int i = 1; i <= more; i++) {
      bytes[i] = (byte) in.read();
    }
    int codePoint = new String(bytes, StandardCharsets.UTF_8).codePointAt(0);
    return codePoint == 0xfffd ? Optional.empty() : Optional.of(new Input.Typed(codePoint));
  }

  private static Optional<Input> key(Input.Key key) {
    return Optional.of(new Input.Press(key));
  }
}
