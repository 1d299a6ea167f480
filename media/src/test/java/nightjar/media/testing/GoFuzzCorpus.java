package nightjar.media.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import nightjar.base.testing.Fixtures;

/// Inputs that other projects' fuzzers found, in the text form `go test fuzz v1`: one quoted Go literal a line, such as
/// `[]byte("\x00a")`.
public final class GoFuzzCorpus {
  private GoFuzzCorpus() {}

  /// One file: its arguments in order. Numbers come as their text.
  public record Entry(String name, List<byte[]> arguments) {
    /// The argument of a one-argument target; the last of several.
    public byte[] input() {
      return arguments.getLast();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /// Every entry below a folder of the fixtures, such as `rtsp/gortsplib/pkg/base`; empty when there are no fixtures.
  public static List<Entry> find(String folder) {
    Optional<Path> root = Fixtures.find(folder);
    if (root.isEmpty()) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root.get())) {
      List<Entry> entries = new ArrayList<>();
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        if (text.startsWith("go test fuzz v1\n")) {
          entries.add(parse(root.get().relativize(file).toString(), text));
        }
      }
      return entries;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Entry parse(String name, String text) {
    List<byte[]> arguments = new ArrayList<>();
    for (String line : text.lines().skip(1).filter(l -> !l.isBlank()).toList()) {
      String literal = line.substring(line.indexOf('(') + 1, line.lastIndexOf(')'));
      arguments.add(
          literal.startsWith("\"")
              ? unquote(literal.substring(1, literal.length() - 1))
              : literal.getBytes(StandardCharsets.UTF_8));
    }
    return new Entry(name, arguments);
  }

  /// Go's interpreted string literal.
  private static byte[] unquote(String body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int i = 0;
    while (i < body.length()) {
      int c = body.codePointAt(i);
      i += Character.charCount(c);
      if (c != '\\') {
        out.writeBytes(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        continue;
      }
      char kind = body.charAt(i++);
      int simple = "abfnrtv\\'\"".indexOf(kind);
      if (simple >= 0) {
        out.write("\u0007\b\f\n\r\t\u000b\\'\"".charAt(simple));
      } else if (kind == 'x') {
        out.write(Integer.parseInt(body, i, i + 2, 16));
        i += 2;
      } else if (kind == 'u' || kind == 'U') {
        int digits = kind == 'u' ? 4 : 8;
        int codePoint = Integer.parseInt(body, i, i + digits, 16);
        out.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
        i += digits;
      } else {
        out.write(Integer.parseInt(body, i - 1, i + 2, 8));
        i += 2;
      }
    }
    return out.toByteArray();
  }
}
