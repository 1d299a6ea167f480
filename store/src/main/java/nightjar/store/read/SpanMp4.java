package nightjar.store.read;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import nightjar.base.Fault;
import nightjar.media.mp4.VirtualMp4;
import nightjar.store.disk.Disk;
import nightjar.store.disk.DiskFile;
import org.jspecify.annotations.Nullable;

/// A span as an MP4 file that is made while it is sent: the head from memory, the media straight from the recording files.
/// Owned by its span; one thread at a time.
public final class SpanMp4 {
  private static final long CHUNK = 1 << 20;

  private final Disk disk;
  private final VirtualMp4 layout;

  /// Told how much has gone out.
  @FunctionalInterface
  public interface Progress {
    Progress SILENT = (_, _) -> {};

    void bytes(long done, long total);
  }

  SpanMp4(Disk disk, VirtualMp4 layout) {
    this.disk = disk;
    this.layout = layout;
  }

  public long length() {
    return layout.length();
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

  /// Sends bytes `from` to `to` (exclusive); for media, without copying them through the program where the channel allows.
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

  /// The file that is being sent from: a span has hundreds, and needs one open at a time. Owned by [#send].
  private final class Opened implements AutoCloseable {
    private String key = "";
    private @Nullable DiskFile file;

    long send(VirtualMp4.Range range, long sent, WritableByteChannel target) {
      DiskFile current = file;
      if (current == null || !key.equals(range.key())) {
        close();
        current = disk.openToRead(range.key());
        file = current;
        key = range.key();
      }
      long count = Math.min(CHUNK, range.length() - sent);
      long moved = current.transferTo(range.offset() + sent, count, target);
      if (moved <= 0 && current.size() < range.offset() + sent + count) {
        throw Fault.of(
            Fault.Kind.CORRUPT,
            key + " ends before byte " + (range.offset() + sent),
            "Run 'store check' to see what else is missing.");
      }
      return moved;
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
