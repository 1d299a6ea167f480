package nightjar.recorder.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import nightjar.base.Fault;
import nightjar.media.mp4.Source;
import org.jspecify.annotations.Nullable;

/// A content to be read forward, as the boxes of a file are: an archive's entry is unpacked once, not for each box.
/// Owned by one thread; closed by it.
final class ContentSource implements Source, AutoCloseable {
  /// How far back a reader may go: to the body behind a header that it read.
  private static final int BACK = 64;

  private final Content content;
  private final long length;
  private final byte[] back = new byte[BACK];
  private int backLength;
  private long at;
  private @Nullable InputStream in;

  ContentSource(Content content) throws IOException {
    this.content = content;
    length = content.length();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int read(long position, ByteBuffer into) {
    if (position >= length) {
      return 0;
    }
    int begun = into.position();
    try {
      InputStream stream = in;
      if (stream == null || position < at - backLength) {
        close();
        stream = content.open(position);
        in = stream;
        at = position;
        backLength = 0;
      }
      if (position > at) {
        stream.skipNBytes(position - at);
        at = position;
        backLength = 0;
      }
      int again = (int) Math.min(at - position, into.remaining());
      into.put(back, backLength - (int) (at - position), again);
      int wanted = into.remaining();
      byte[] fresh = stream.readNBytes(wanted);
      into.put(fresh);
      remember(fresh);
      return into.position() - begun;
    } catch (IOException e) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          "the file cannot be read to its end: " + e.getMessage(),
          "Ask for the file again.",
          e);
    }
  }

  private void remember(byte[] fresh) {
    at += fresh.length;
    int kept = Math.min(BACK, fresh.length);
    int older = Math.min(backLength, BACK - kept);
    System.arraycopy(back, backLength - older, back, 0, older);
    System.arraycopy(fresh, fresh.length - kept, back, older, kept);
    backLength = older + kept;
  }

  @Override
  public void close() {
    InputStream old = in;
    in = null;
    if (old != null) {
      try {
        old.close();
      } catch (IOException e) {
        throw Fault.of(Fault.Kind.CORRUPT, "the file cannot be closed: " + e.getMessage(), "", e);
      }
    }
  }
}
