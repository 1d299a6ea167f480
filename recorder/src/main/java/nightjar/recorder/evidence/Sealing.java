package nightjar.recorder.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Hashes what goes through to `target`, and puts the seal behind it. Owned by whoever writes the file.
public final class Sealing implements WritableByteChannel {
  private final WritableByteChannel target;
  private final MessageDigest whole = newSha256();
  private final MessageDigest piece = newSha256();
  private final ByteArrayOutputStream hashes = new ByteArrayOutputStream();
  private long length;

  public Sealing(WritableByteChannel target) {
    this.target = target;
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    ByteBuffer gone = source.duplicate();
    int count = target.write(source);
    gone.limit(source.position());
    whole.update(gone.duplicate());
    while (gone.hasRemaining()) {
      int room = Seal.PIECE - (int) (length % Seal.PIECE);
      ByteBuffer part = gone.slice(gone.position(), Math.min(room, gone.remaining()));
      gone.position(gone.position() + part.remaining());
      length += part.remaining();
      piece.update(part);
      if (length % Seal.PIECE == 0) {
        hashes.writeBytes(piece.digest());
      }
    }
    return count;
  }

  /// Writes the seal. Nothing may be written after it.
  public void seal(Statement statement, EvidenceKey key) throws IOException {
    if (length % Seal.PIECE != 0) {
      hashes.writeBytes(piece.digest());
    }
    Statement full = statement.with(length, sha256());
    byte[] box = Seal.of(full, hashes.toByteArray(), key).box();
    whole.update(box);
    for (ByteBuffer out = ByteBuffer.wrap(box); out.hasRemaining(); ) {
      target.write(out);
    }
  }

  /// Of everything that went through so far, the seal too; in hexadecimal.
  public String sha256() {
    try {
      return HexFormat.of().formatHex(((MessageDigest) whole.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new AssertionError("Java's SHA-256 can be cloned", e);
    }
  }

  /// How much [#seal] adds to a file of `length` bytes.
  public static long overhead(Statement statement, long length) {
    return Seal.length(statement.with(length), length);
  }

  @Override
  public boolean isOpen() {
    return target.isOpen();
  }

  /// Leaves the target open.
  @Override
  public void close() {}

  static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
