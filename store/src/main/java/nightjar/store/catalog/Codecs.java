package nightjar.store.catalog;

import java.nio.ByteBuffer;
import java.util.List;
import nightjar.base.Fault;
import nightjar.media.codec.CodecConfig;
import nightjar.media.mp4.FileHeader;
import nightjar.media.mp4.FragmentScan;
import nightjar.media.mp4.FragmentWriter;
import nightjar.media.mp4.Source;

/// Decoder configurations as bytes: the beginning of a recording file without a name and a time, so that equal configurations
/// are equal bytes and thousands of files share one row.
final class Codecs {
  private static final FileHeader NOBODY = new FileHeader("", "", 0, 0, 0);

  private Codecs() {}

  static byte[] encode(List<CodecConfig> configs) {
    ByteBuffer init = new FragmentWriter(NOBODY, configs).init();
    byte[] bytes = new byte[init.remaining()];
    init.get(bytes);
    return bytes;
  }

  static List<CodecConfig> decode(byte[] bytes) {
    FragmentScan scan =
        FragmentScan.open(Source.of(ByteBuffer.wrap(bytes)), FragmentScan.Depth.HEADS);
    if (scan == null) {
      throw Fault.of(
          Fault.Kind.CORRUPT,
          "catalog: a decoder configuration of " + bytes.length + " bytes is damaged",
          "Nothing recorded is lost: run 'store rebuild' to make the catalog anew from the files.");
    }
    return scan.configs();
  }
}
