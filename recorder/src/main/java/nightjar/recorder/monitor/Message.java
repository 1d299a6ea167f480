package nightjar.recorder.monitor;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import nightjar.base.Bytes;
import nightjar.base.Fault;

/// What the recorder sends a monitor: a kind (1 byte), a length (4 bytes, big-endian), and that many bytes.
public record Message(Kind kind, Bytes payload) {
  /// A frame has 8 MiB at most; its box around it is small.
  public static final int LONGEST = 16 << 20;

  public enum Kind {
    TEXT('T'),
    BYTES('B');

    private final int code;

    Kind(char code) {
      this.code = code;
    }

    public int code() {
      return code;
    }
  }

  /// The next one; empty when the recorder has hung up, also in the middle of one.
  public static Optional<Message> read(DataInputStream in) throws IOException {
    try {
      int code = in.readUnsignedByte();
      int length = in.readInt();
      Kind kind =
          switch (code) {
            case 'T' -> Kind.TEXT;
            case 'B' -> Kind.BYTES;
            default -> throw protocol("a message of the unknown kind " + code);
          };
      if (length < 0 || length > LONGEST) {
        throw protocol("a message of " + Integer.toUnsignedString(length) + " bytes");
      }
      byte[] payload = in.readNBytes(length);
      return payload.length < length
          ? Optional.empty()
          : Optional.of(new Message(kind, Bytes.of(payload)));
    } catch (EOFException e) {
      return Optional.empty();
    }
  }

  static void write(OutputStream out, Kind kind, ByteBuffer payload) throws IOException {
    byte[] whole = new byte[5 + payload.remaining()];
    ByteBuffer.wrap(whole)
        .put((byte) kind.code())
        .putInt(payload.remaining())
        .put(payload.duplicate());
    out.write(whole);
  }

  static void write(OutputStream out, String text) throws IOException {
    write(out, Kind.TEXT, StandardCharsets.UTF_8.encode(text));
  }

  private static Fault protocol(String what) {
    return Fault.of(Fault.Kind.PROTOCOL, what, "Use the same version of Nightjar at both ends.");
  }
}
