package nightjar.store.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import nightjar.base.Fault;
import nightjar.media.mp4.VirtualMp4;
import nightjar.store.disk.DiskFile;
import org.jspecify.annotations.Nullable;

/// A span as an MP4 file that is made while it is sent: the head from memory, the media straight from the recording files.
/// Owned by its span; one thread at a time.
public final class SpanMp4 {
  private static final long CHUNK = 1 << 20;

  private final Span.Source source;
  private final long ticket;
  private final VirtualMp4 layout;

  /// Told how much has gone out.
  @FunctionalInterface
  public interface Progress {
    Progress SILENT = (_, _) -> {};

    void bytes(long done, long total);
  }

  SpanMp4(Span.Source source, long ticket, VirtualMp4 layout) {
    this.source = source;
    this.ticket = ticket;
    this.layout = layout;
  }

  /// What it is made of: memory, and stretches of recording files.
  public VirtualMp4 layout() {
    return layout;
  }

  public long length() {
    return layout.length();
  }

  /// Where media begins behind `ftyp` and `moov`.
  public long headLength() {
    return layout.headLength();
  }

  /// A strong entity tag without its quotes: the same span of the same footage, the same tag.
  public String etag() {
    return layout.etag();
  }

  /// When what plays first was recorded.
  public long startMicros() {
    return layout.startWallMicros();
  }

  public long durationMicros() {
    return layout.durationMicros();
  }

  /// Sends bytes `from` to `to` (exclusive); to a socket or a file, media goes without being copied through the program.
  /// An exception of the channel itself comes out as it is.
  public void send(long from, long to, WritableByteChannel target, Progress progress)
      throws IOException {
    long done = 0;
    try (Opened opened = new Opened()) {
      for (VirtualMp4.Part part : layout.parts(from, to)) {
        switch (part) {
          case VirtualMp4.Memory memory -> {
            while (memory.bytes().hasRemaining()) {
              target.write(memory.bytes());
            }
          }
          case VirtualMp4.Range range -> {
            for (long sent = 0; sent < range.length(); ) {
              sent += opened.send(range, sent, target);
              progress.bytes(done + sent, to - from);
            }
          }
        }
        done += part.length();
        progress.bytes(done, to - from);
      }
    }
  }

  /// Reads bytes from `position` on into `into`, as many as fit, for who has no channel to send to. Returns how many; -1 at the end.
  public int read(long position, ByteBuffer into) {
    long to = Math.min(length(), position + into.remaining());
    if (position >= to) {
      return position < length() ? 0 : -1;
    }
    int begun = into.position();
    try (Opened opened = new Opened()) {
      for (VirtualMp4.Part part : layout.parts(position, to)) {
        switch (part) {
          case VirtualMp4.Memory memory -> into.put(memory.bytes());
          case VirtualMp4.Range range -> opened.read(range, into);
        }
      }
    }
    return into.position() - begun;
  }

  /// The file that is being sent from: a span has hundreds, and needs one open at a time. Owned by [#send].
  private final class Opened implements AutoCloseable {
    private String key = "";
    private @Nullable DiskFile file;

    long send(VirtualMp4.Range range, long sent, WritableByteChannel target) {
      DiskFile current = open(range.key());
      long count = Math.min(CHUNK, range.length() - sent);
      long moved = current.transferTo(range.offset() + sent, count, target);
      if (moved <= 0 && current.size() < range.offset() + sent + count) {
        throw truncated(range.offset() + sent);
      }
      return moved;
    }

    void read(VirtualMp4.Range range, ByteBuffer into) {
      DiskFile current = open(range.key());
      int limit = into.limit();
      into.limit(into.position() + (int) range.length());
      for (long at = range.offset(); into.hasRemaining(); ) {
        int count = current.read(into, at);
        if (count <= 0) {
          throw truncated(at);
        }
        at += count;
      }
      into.limit(limit);
    }

    /// Asked for each piece of a file: one that is being sent when the curtain falls stops there.
    private DiskFile open(String path) {
      source.curtain().check(ticket);
      DiskFile current = file;
      if (current == null || !key.equals(path)) {
        close();
        current = source.open(path, ticket);
        file = current;
        key = path;
      }
      return current;
    }

    private Fault truncated(long position) {
      return Fault.of(
          Fault.Kind.CORRUPT,
          key + " ends before byte " + position,
          "Run 'store check' to see what else is missing.");
    }

    @Override
    public void close() {
      if (file != null) {
        file.close();
        file = null;
      }
    }
  }
}
