package nightjar.pictures.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import nightjar.base.Bytes;
import nightjar.base.json.Json;

/// Questions and answers on the worker's standard input and output.
/// ```
/// question   op (1) | length (4) | upload
/// answer     length (4) | JSON of Answer.Said | length (4) | JPEG
/// ```
/// The worker may have been taken over by the picture it decoded, so its answers are held to limits like anything from outside.
public final class Wire {
  private static final int LONGEST_QUESTION = 16 << 20;
  private static final int LONGEST_WORDS = 1 << 20;
  private static final int LONGEST_PICTURE = 32 << 20;

  public record Question(Op op, Bytes upload) {}

  private Wire() {}

  public static void ask(DataOutputStream out, Op op, Bytes upload) throws IOException {
    out.writeByte(op.letter());
    out.writeInt(upload.size());
    out.write(upload.toArray());
    out.flush();
  }

  /// Throws [EOFException] when nobody asks any more.
  public static Question question(DataInputStream in) throws IOException {
    int letter = in.readUnsignedByte();
    Op op = Op.of(letter).orElseThrow(() -> new IOException("no such question: " + letter));
    return new Question(op, Bytes.of(block(in, LONGEST_QUESTION)));
  }

  public static void answer(DataOutputStream out, Answer answer) throws IOException {
    byte[] words = new Json().writeLine(answer.said()).getBytes(StandardCharsets.UTF_8);
    out.writeInt(words.length);
    out.write(words);
    out.writeInt(answer.jpeg().size());
    out.write(answer.jpeg().toArray());
    out.flush();
  }

  public static Answer answer(DataInputStream in) throws IOException {
    String words = new String(block(in, LONGEST_WORDS), StandardCharsets.UTF_8);
    byte[] jpeg = block(in, LONGEST_PICTURE);
    return new Answer(
        new Json().read(words, Answer.Said.class, "the picture worker's answer"), Bytes.of(jpeg));
  }

  private static byte[] block(DataInputStream in, int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > most) {
      throw new IOException("a block of " + Integer.toUnsignedString(length) + " bytes");
    }
    byte[] block = in.readNBytes(length);
    if (block.length < length) {
      throw new EOFException();
    }
    return block;
  }
}
