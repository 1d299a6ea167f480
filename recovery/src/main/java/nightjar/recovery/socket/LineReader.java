package nightjar.recovery.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nightjar.base.Fault;

/// Lines of UTF-8 that end in a line feed and are no longer than agreed.
/// Owned by the thread of one connection.
public final class LineReader {
  /// A console's request holds a password at most and its answer a link of a thousand characters; a request to the authority
  /// eight approvals by passkey of a thousand characters each.
  public static final int LONGEST = 16_384;

  private final InputStream in;

  public LineReader(InputStream in) {
    this.in = in;
  }

  /// Empty when the peer has gone, also in the middle of a line.
  public Optional<String> next() throws IOException {
    var line = new ByteArrayOutputStream();
    while (true) {
      int b = in.read();
      if (b < 0) {
        return Optional.empty();
      }
      if (b == '\n') {
        return Optional.of(text(line.toByteArray()));
      }
      if (line.size() == LONGEST) {
        throw protocol("a line is longer than " + LONGEST + " bytes");
      }
      line.write(b);
    }
  }

  private static String text(byte[] line) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
    } catch (CharacterCodingException e) {
      throw protocol("a line is not UTF-8");
    }
  }

  private static Fault protocol(String what) {
    return Fault.of(Fault.Kind.PROTOCOL, what, "Use the same version of Nightjar at both ends.");
  }
}
