package nightjar.recorder.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Bytes that can be read from any place to the end, as often as wanted.
interface Content {
  long length() throws IOException;

  InputStream open(long from) throws IOException;

  static Content of(Path file) {
    return new Content() {
      @Override
      public long length() throws IOException {
        return Files.size(file);
      }

      @Override
      public InputStream open(long from) throws IOException {
        return Channels.newInputStream(
            FileChannel.open(file, StandardOpenOption.READ).position(from));
      }
    };
  }

  /// Of an archive; its entry says how long it is, and reading finds out whether that is so.
  static Content of(ZipFile zip, ZipEntry entry) {
    return new Content() {
      @Override
      public long length() {
        return Math.max(0, entry.getSize());
      }

      @Override
      public InputStream open(long from) throws IOException {
        InputStream in = zip.getInputStream(entry);
        in.skipNBytes(from);
        return in;
      }
    };
  }
}
