package nightjar.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import nightjar.base.Fault;
import nightjar.base.tasks.Stop;

/// Shows a [ConsoleMenu] in a terminal: raw mode by `stty`, the alternate screen, mouse reports, and a redraw when a second has
/// passed or something was done.
/// Owned by the main thread.
public final class TerminalLoop {
  /// Alternate screen, no cursor, mouse buttons in SGR form; light on dark, as the QR code needs.
  private static final String ENTER = "\u001b[?1049h\u001b[?25l\u001b[?1000h\u001b[?1006h";

  private static final String LEAVE = "\u001b[0m\u001b[?1006l\u001b[?1000l\u001b[?25h\u001b[?1049l";
  private static final String COLOURS = "\u001b[97;40m";

  private final LinkedBlockingQueue<Input> inputs = new LinkedBlockingQueue<>(256);
  private final InputStream in;
  private final PrintStream out;
  private int columns = 80;
  private int rows = 24;

  public TerminalLoop(InputStream in, PrintStream out) {
    this.in = in;
    this.out = out;
  }

  /// Until the person leaves, the terminal ends or `stop` is requested.
  public void run(ConsoleMenu menu, Stop stop) {
    String before = stty("-g").strip();
    stty("raw", "-echo");
    print(ENTER);
    Thread.ofPlatform().daemon().name("keys").start(this::read);
    try {
      while (!menu.ended() && !stop.requested()) {
        size();
        Screen screen = menu.screen(columns, rows);
        draw(screen);
        Input input = inputs.poll(1, TimeUnit.SECONDS);
        if (input == null) {
          menu.refresh();
        } else {
          menu.input(input, screen);
        }
      }
    } catch (InterruptedException e) {
      stop.request();
    } finally {
      print(LEAVE);
      stty(before);
    }
  }

  /// The front button was pressed; any thread may say so.
  public void info() {
    inputs.offer(new Input.Press(Input.Key.INFO));
  }

  private void read() {
    try {
      new Keys(in).run(inputs::offer);
    } catch (IOException e) {
      inputs.offer(new Input.Press(Input.Key.END));
    }
  }

  private void draw(Screen screen) {
    var text = new StringBuilder(COLOURS).append("\u001b[H");
    for (int i = 0; i < screen.lines().size(); i++) {
      text.append(i == 0 ? "" : "\r\n").append(screen.lines().get(i));
    }
    print(text.toString());
  }

  private void print(String text) {
    out.write(
        text.getBytes(StandardCharsets.UTF_8), 0, text.getBytes(StandardCharsets.UTF_8).length);
    out.flush();
  }

  /// What `stty size` says; the last size when it says nothing of use.
  private void size() {
    String[] parts = stty("size").strip().split(" ", 3);
    if (parts.length == 2
        && parts[0].matches("[1-9]\\d{0,3}")
        && parts[1].matches("[1-9]\\d{0,3}")) {
      rows = Integer.parseInt(parts[0]);
      columns = Integer.parseInt(parts[1]);
    }
  }

  private static String stty(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "stty";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectInput(ProcessBuilder.Redirect.INHERIT)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.UNSUPPORTED,
          "this terminal cannot be set up: " + e.getMessage(),
          "Run the console in a terminal of a system that has stty.",
          e);
    }
  }
}
